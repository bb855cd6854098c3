#include "system_calls.hpp"

#include "platform/trace.hpp"
#include "symbols.hpp"

namespace plainsock {
namespace {

SOCKET open_socket(int family, int type, int protocol, DWORD flags) {
  return ::WSASocketW(family, type, protocol, nullptr, 0, flags);
}

int set_nonblocking(SOCKET s, int on) {
  auto mode = static_cast<u_long>(on);
  return ::ioctlsocket(s, static_cast<long>(FIONBIO), &mode);
}

int set_flag(SOCKET s, DWORD code, DWORD on) {
  DWORD unused = 0;
  return ::WSAIoctl(s, code, &on, sizeof on, nullptr, 0, &unused, nullptr, nullptr);
}

BOOL set_inherited(SOCKET s, BOOL inherited) {
  return ::SetHandleInformation(reinterpret_cast<HANDLE>(s), HANDLE_FLAG_INHERIT,
                                inherited ? HANDLE_FLAG_INHERIT : 0);
}

BOOL cancel(SOCKET s) { return ::CancelIoEx(reinterpret_cast<HANDLE>(s), nullptr); }

int send(SOCKET s, const void* p, int n, int f) { return ::send(s, static_cast<const char*>(p), n, f); }
int recv(SOCKET s, void* p, int n, int f) { return ::recv(s, static_cast<char*>(p), n, f); }
int sendto(SOCKET s, const void* p, int n, int f, const sockaddr* a, int l) {
  return ::sendto(s, static_cast<const char*>(p), n, f, a, l);
}
int recvfrom(SOCKET s, void* p, int n, int f, sockaddr* a, int* l) {
  return ::recvfrom(s, static_cast<char*>(p), n, f, a, l);
}

int send_vector(SOCKET s, WSABUF* b, DWORD n, DWORD* sent) { return ::WSASend(s, b, n, sent, 0, nullptr, nullptr); }
int recv_vector(SOCKET s, WSABUF* b, DWORD n, DWORD* received) {
  DWORD flags = 0;
  return ::WSARecv(s, b, n, received, &flags, nullptr, nullptr);
}

int send_message(SOCKET s, WSAMSG* m, DWORD* sent) { return ::WSASendMsg(s, m, 0, sent, nullptr, nullptr); }

// No library exports it: a socket is asked where it is.
int recv_message(SOCKET s, WSAMSG* m, DWORD* received) {
  GUID name = WSAID_WSARECVMSG;
  static std::atomic<LPFN_WSARECVMSG> found{nullptr};
  auto function = found.load(std::memory_order_relaxed);
  if (!function) {
    DWORD unused = 0;
    if (::WSAIoctl(s, SIO_GET_EXTENSION_FUNCTION_POINTER, &name, sizeof name, &function, sizeof function, &unused,
                   nullptr, nullptr) == SOCKET_ERROR) {
      return SOCKET_ERROR;
    }
    found.store(function, std::memory_order_relaxed);
  }
  return function(s, m, received, nullptr, nullptr);
}

BOOL transmit(SOCKET s, HANDLE file, DWORD n, OVERLAPPED* o) {
  return ::TransmitFile(s, file, n, 0, o, nullptr, 0);
}

int setsockopt(SOCKET s, int l, int o, const void* p, int n) {
  return ::setsockopt(s, l, o, static_cast<const char*>(p), n);
}
int getsockopt(SOCKET s, int l, int o, void* p, int* n) { return ::getsockopt(s, l, o, static_cast<char*>(p), n); }

int select(fd_set* r, fd_set* w, fd_set* e, const timeval* t) {
  return ::select(0, r, w, e, const_cast<PTIMEVAL>(t));
}

int getnameinfo(const sockaddr* a, int n, wchar_t* host, DWORD size, int flags) {
  return ::GetNameInfoW(a, n, host, size, nullptr, 0, flags);
}

constexpr std::size_t unsigned_size(int n) { return n > 0 ? static_cast<std::size_t>(n) : 0; }
constexpr TracedAddress name_in(const sockaddr* a, int n) { return {a, nullptr, unsigned_size(n)}; }
constexpr TracedAddress name_out(const sockaddr* a, const int* n) { return {n ? a : nullptr, n}; }
constexpr TracedData sent(const void* p, int n) { return {p, unsigned_size(n), false}; }
constexpr TracedData received(const void* p, int n) { return {p, unsigned_size(n), true}; }

}  // namespace

constinit const SystemCalls real_calls{
    .startup = [](WORD v, WSADATA* d) { return ::WSAStartup(v, d); },
    .socket = open_socket,
    .close = [](SOCKET s) { return ::closesocket(s); },
    .bind = [](SOCKET s, const sockaddr* a, int n) { return ::bind(s, a, n); },
    .listen = [](SOCKET s, int n) { return ::listen(s, n); },
    .accept = [](SOCKET s, sockaddr* a, int* n) { return ::accept(s, a, n); },
    .connect = [](SOCKET s, const sockaddr* a, int n) { return ::connect(s, a, n); },
    .shutdown = [](SOCKET s, int how) { return ::shutdown(s, how); },
    .getsockname = [](SOCKET s, sockaddr* a, int* n) { return ::getsockname(s, a, n); },
    .getpeername = [](SOCKET s, sockaddr* a, int* n) { return ::getpeername(s, a, n); },
    .set_nonblocking = set_nonblocking,
    .set_flag = set_flag,
    .set_inherited = set_inherited,
    .cancel = cancel,
    .send = send,
    .recv = recv,
    .sendto = sendto,
    .recvfrom = recvfrom,
    .send_vector = send_vector,
    .recv_vector = recv_vector,
    .send_message = send_message,
    .recv_message = recv_message,
    .transmit = transmit,
    .setsockopt = setsockopt,
    .getsockopt = getsockopt,
    .poll = [](WSAPOLLFD* p, ULONG n, int ms) { return ::WSAPoll(p, n, ms); },
    .select = select,
    .getaddrinfo = [](const wchar_t* host, const wchar_t* service, const ADDRINFOW* hints,
                      ADDRINFOW** list) { return ::GetAddrInfoW(host, service, hints, list); },
    .getnameinfo = getnameinfo,
};

constinit const SystemCalls traced_calls_table{
    .startup = [](WORD v, WSADATA* d) { return Trace{"WSAStartup"}(::WSAStartup(v, d), version(v)); },
    .socket =
        [](int f, int t, int p, DWORD flags) {
          return Trace{"WSASocketW"}(open_socket(f, t, p, flags), family(f), type(t), p, "NULL", 0,
                                     socket_flags(flags));
        },
    .close = [](SOCKET s) { return Trace{"closesocket"}(::closesocket(s), s); },
    .bind = [](SOCKET s, const sockaddr* a, int n) { return Trace{"bind"}(::bind(s, a, n), s, name_in(a, n), n); },
    .listen = [](SOCKET s, int n) { return Trace{"listen"}(::listen(s, n), s, n); },
    .accept = [](SOCKET s, sockaddr* a,
                 int* n) { return Trace{"accept"}(::accept(s, a, n), s, name_out(a, n), TracedInt{n}); },
    .connect = [](SOCKET s, const sockaddr* a,
                  int n) { return Trace{"connect"}(::connect(s, a, n), s, name_in(a, n), n); },
    .shutdown = [](SOCKET s, int how) { return Trace{"shutdown"}(::shutdown(s, how), s, direction(how)); },
    .getsockname =
        [](SOCKET s, sockaddr* a, int* n) {
          return Trace{"getsockname"}(::getsockname(s, a, n), s, name_out(a, n), TracedInt{n});
        },
    .getpeername =
        [](SOCKET s, sockaddr* a, int* n) {
          return Trace{"getpeername"}(::getpeername(s, a, n), s, name_out(a, n), TracedInt{n});
        },
    .set_nonblocking =
        [](SOCKET s, int on) { return Trace{"ioctlsocket"}(set_nonblocking(s, on), s, "FIONBIO", TracedInt{&on}); },
    .set_flag =
        [](SOCKET s, DWORD code, DWORD on) {
          return Trace{"WSAIoctl"}(set_flag(s, code, on), s, control_code(code), TracedInt{&on}, sizeof on);
        },
    .set_inherited =
        [](SOCKET s, BOOL on) {
          return Trace{"SetHandleInformation"}(set_inherited(s, on), s, "HANDLE_FLAG_INHERIT", on);
        },
    .cancel = [](SOCKET s) { return Trace{"CancelIoEx"}(cancel(s), s, "NULL"); },
    .send = [](SOCKET s, const void* p, int n,
               int f) { return Trace{"send"}(send(s, p, n, f), s, sent(p, n), n, message_flags(f)); },
    .recv = [](SOCKET s, void* p, int n,
               int f) { return Trace{"recv"}(recv(s, p, n, f), s, received(p, n), n, message_flags(f)); },
    .sendto =
        [](SOCKET s, const void* p, int n, int f, const sockaddr* a, int l) {
          return Trace{"sendto"}(sendto(s, p, n, f, a, l), s, sent(p, n), n, message_flags(f), name_in(a, l), l);
        },
    .recvfrom =
        [](SOCKET s, void* p, int n, int f, sockaddr* a, int* l) {
          return Trace{"recvfrom"}(recvfrom(s, p, n, f, a, l), s, received(p, n), n, message_flags(f),
                                   name_out(a, l), TracedInt{l});
        },
    .send_vector =
        [](SOCKET s, WSABUF* b, DWORD n, DWORD* count) {
          return Trace{"WSASend"}(send_vector(s, b, n, count), s, TracedData{b->buf, b->len, false}, n,
                                  TracedInt{count}, 0);
        },
    .recv_vector =
        [](SOCKET s, WSABUF* b, DWORD n, DWORD* count) {
          return Trace{"WSARecv"}(recv_vector(s, b, n, count), s, TracedData{b->buf, b->len, true, count}, n,
                                  TracedInt{count}, 0);
        },
    .send_message =
        [](SOCKET s, WSAMSG* m, DWORD* count) {
          return Trace{"WSASendMsg"}(send_message(s, m, count), s,
                                     TracedData{m->lpBuffers->buf, m->lpBuffers->len, false}, m->dwBufferCount, 0,
                                     TracedInt{count});
        },
    .recv_message =
        [](SOCKET s, WSAMSG* m, DWORD* count) {
          return Trace{"WSARecvMsg"}(recv_message(s, m, count), s,
                                     TracedData{m->lpBuffers->buf, m->lpBuffers->len, true, count},
                                     m->dwBufferCount, TracedInt{count});
        },
    .transmit =
        [](SOCKET s, HANDLE file, DWORD n, OVERLAPPED* o) {
          return Trace{"TransmitFile"}(transmit(s, file, n, o), s, reinterpret_cast<std::intptr_t>(file), n, 0,
                                       "OVERLAPPED", "NULL", 0);
        },
    .setsockopt =
        [](SOCKET s, int l, int o, const void* p, int n) {
          return Trace{"setsockopt"}(setsockopt(s, l, o, p, n), s, level(l), option_name(l, o), option_value(p, n),
                                     n);
        },
    .getsockopt =
        [](SOCKET s, int l, int o, void* p, int* n) {
          return Trace{"getsockopt"}(getsockopt(s, l, o, p, n), s, level(l), option_name(l, o), TracedInt{p},
                                     TracedInt{n});
        },
    .poll = [](WSAPOLLFD* p, ULONG n,
               int ms) { return Trace{"WSAPoll"}(::WSAPoll(p, n, ms), polled(p, n), n, ms); },
    .select =
        [](fd_set* r, fd_set* w, fd_set* e, const timeval* t) {
          return Trace{"select"}(select(r, w, e, t), 0, socket_set(r), socket_set(w), socket_set(e), time(t));
        },
    .getaddrinfo =
        [](const wchar_t* host, const wchar_t* service, const ADDRINFOW* hints, ADDRINFOW** list) {
          return Trace{"GetAddrInfoW"}(::GetAddrInfoW(host, service, hints, list), text(host), text(service),
                                       family(hints->ai_family));
        },
    .getnameinfo =
        [](const sockaddr* a, int n, wchar_t* host, DWORD size, int f) {
          return Trace{"GetNameInfoW"}(getnameinfo(a, n, host, size, f), name_in(a, n), text(host));
        },
};

constinit std::atomic<const SystemCalls*> calls_in_use{&real_calls};

void use_traced_calls(bool traced) noexcept {
  calls_in_use.store(traced ? &traced_calls_table : &real_calls, std::memory_order_relaxed);
}

int native_error() noexcept { return ::WSAGetLastError(); }
void set_native_error(int error) noexcept { ::WSASetLastError(error); }

}  // namespace plainsock
