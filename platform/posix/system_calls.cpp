#include "system_calls.hpp"

#include "platform/trace.hpp"
#include "symbols.hpp"

namespace plainsock {
namespace {

int set_nonblocking(int s, int on) { return ::ioctl(s, FIONBIO, &on); }

constexpr TracedAddress name_in(const sockaddr* a, socklen_t n) { return {a, nullptr, n}; }
constexpr TracedAddress name_out(const sockaddr* a, const socklen_t* n) { return {n ? a : nullptr, n}; }
constexpr TracedData sent(const void* p, std::size_t n) { return {p, n, false}; }
constexpr TracedData received(const void* p, std::size_t n) { return {p, n, true}; }
constexpr TracedData sent(const msghdr* m) { return {m->msg_iov[0].iov_base, m->msg_iov[0].iov_len, false}; }
constexpr TracedData received(const msghdr* m) { return {m->msg_iov[0].iov_base, m->msg_iov[0].iov_len, true}; }
constexpr const char* text(const char* t) { return t ? t : "NULL"; }

}  // namespace

constinit const SystemCalls real_calls{
    .socket = ::socket,
    .close = ::close,
    .bind = ::bind,
    .listen = ::listen,
    .accept4 = ::accept4,
    .connect = ::connect,
    .shutdown = ::shutdown,
    .getsockname = ::getsockname,
    .getpeername = ::getpeername,
    .set_nonblocking = set_nonblocking,
    .sendto = ::sendto,
    .recvfrom = ::recvfrom,
    .sendmsg = ::sendmsg,
    .recvmsg = ::recvmsg,
    .sendmmsg = ::sendmmsg,
    .recvmmsg = ::recvmmsg,
    .setsockopt = ::setsockopt,
    .getsockopt = ::getsockopt,
    .poll = ::poll,
    .select = ::select,
    .epoll_create1 = ::epoll_create1,
    .epoll_ctl = ::epoll_ctl,
    .epoll_wait = ::epoll_wait,
    .eventfd = ::eventfd,
    .read = ::read,
    .write = ::write,
    .splice = ::splice,
    .sendfile = ::sendfile,
    .getaddrinfo = ::getaddrinfo,
    .getnameinfo = ::getnameinfo,
};

// Parameters are named as in the manual pages' shorthand: s socket, a address, n length, p data, m message, f
// flags.
constinit const SystemCalls traced_calls_table{
    .socket = [](int f, int t, int p) { return Trace{"socket"}(::socket(f, t, p), family(f), type(t), p); },
    .close = [](int s) { return Trace{"close"}(::close(s), s); },
    .bind = [](int s, const sockaddr* a,
               socklen_t n) { return Trace{"bind"}(::bind(s, a, n), s, name_in(a, n), n); },
    .listen = [](int s, int n) { return Trace{"listen"}(::listen(s, n), s, n); },
    .accept4 =
        [](int s, sockaddr* a, socklen_t* n, int f) {
          return Trace{"accept4"}(::accept4(s, a, n, f), s, name_out(a, n), TracedInt{n}, type(f));
        },
    .connect = [](int s, const sockaddr* a,
                  socklen_t n) { return Trace{"connect"}(::connect(s, a, n), s, name_in(a, n), n); },
    .shutdown = [](int s, int how) { return Trace{"shutdown"}(::shutdown(s, how), s, direction(how)); },
    .getsockname =
        [](int s, sockaddr* a, socklen_t* n) {
          return Trace{"getsockname"}(::getsockname(s, a, n), s, name_out(a, n), TracedInt{n});
        },
    .getpeername =
        [](int s, sockaddr* a, socklen_t* n) {
          return Trace{"getpeername"}(::getpeername(s, a, n), s, name_out(a, n), TracedInt{n});
        },
    .set_nonblocking = [](int s,
                          int on) { return Trace{"ioctl"}(set_nonblocking(s, on), s, "FIONBIO", TracedInt{&on}); },
    .sendto =
        [](int s, const void* p, std::size_t n, int f, const sockaddr* a, socklen_t l) {
          return Trace{"sendto"}(::sendto(s, p, n, f, a, l), s, sent(p, n), n, message_flags(f), name_in(a, l), l);
        },
    .recvfrom =
        [](int s, void* p, std::size_t n, int f, sockaddr* a, socklen_t* l) {
          return Trace{"recvfrom"}(::recvfrom(s, p, n, f, a, l), s, received(p, n), n, message_flags(f),
                                   name_out(a, l), TracedInt{l});
        },
    .sendmsg =
        [](int s, const msghdr* m, int f) {
          return Trace{"sendmsg"}(::sendmsg(s, m, f), s, sent(m), m->msg_iovlen, message_flags(f));
        },
    .recvmsg =
        [](int s, msghdr* m, int f) {
          return Trace{"recvmsg"}(::recvmsg(s, m, f), s, received(m), m->msg_iovlen, message_flags(f));
        },
    .sendmmsg = [](int s, mmsghdr* m, unsigned n,
                   int f) { return Trace{"sendmmsg"}(::sendmmsg(s, m, n, f), s, n, message_flags(f)); },
    .recvmmsg =
        [](int s, mmsghdr* m, unsigned n, int f, timespec* t) {
          return Trace{"recvmmsg"}(::recvmmsg(s, m, n, f, t), s, n, message_flags(f), "NULL");
        },
    .setsockopt =
        [](int s, int l, int o, const void* p, socklen_t n) {
          return Trace{"setsockopt"}(::setsockopt(s, l, o, p, n), s, level(l), option_name(l, o),
                                     option_value(p, n), n);
        },
    .getsockopt =
        [](int s, int l, int o, void* p, socklen_t* n) {
          return Trace{"getsockopt"}(::getsockopt(s, l, o, p, n), s, level(l), option_name(l, o), TracedInt{p},
                                     TracedInt{n});
        },
    .poll = [](pollfd* p, nfds_t n, int ms) { return Trace{"poll"}(::poll(p, n, ms), polled(p, n), n, ms); },
    .select =
        [](int n, fd_set* r, fd_set* w, fd_set* e, timeval* t) {
          return Trace{"select"}(::select(n, r, w, e, t), n, "[...]", "[...]", "[...]", t ? "{...}" : "NULL");
        },
    .epoll_create1 =
        [](int f) {
          return Trace{"epoll_create1"}(::epoll_create1(f), f == EPOLL_CLOEXEC ? "EPOLL_CLOEXEC" : "0");
        },
    .epoll_ctl =
        [](int e, int op, int s, epoll_event* v) {
          return Trace{"epoll_ctl"}(::epoll_ctl(e, op, s, v), e, epoll_operation(op), s, epoll_interest(v));
        },
    .epoll_wait = [](int e, epoll_event* v, int n,
                     int ms) { return Trace{"epoll_wait"}(::epoll_wait(e, v, n, ms), e, "[...]", n, ms); },
    .eventfd = [](unsigned n, int f) { return Trace{"eventfd2"}(::eventfd(n, f), n, "EFD_CLOEXEC|EFD_NONBLOCK"); },
    .read = [](int s, void* p, std::size_t n) { return Trace{"read"}(::read(s, p, n), s, received(p, n), n); },
    .write = [](int s, const void* p, std::size_t n) { return Trace{"write"}(::write(s, p, n), s, sent(p, n), n); },
    .splice =
        [](int in, loff_t* i, int out, loff_t* o, std::size_t n, unsigned f) {
          return Trace{"splice"}(::splice(in, i, out, o, n, f), in, "NULL", out, "NULL", n,
                                 f & SPLICE_F_NONBLOCK ? "SPLICE_F_MOVE|SPLICE_F_NONBLOCK" : "SPLICE_F_MOVE");
        },
    .sendfile = [](int out, int in, off_t* o,
                   std::size_t n) { return Trace{"sendfile"}(::sendfile(out, in, o, n), out, in, "NULL", n); },
    .getaddrinfo =
        [](const char* host, const char* service, const addrinfo* hints, addrinfo** list) {
          return Trace{"getaddrinfo"}(::getaddrinfo(host, service, hints, list), text(host), text(service),
                                      family(hints->ai_family));
        },
    .getnameinfo =
        [](const sockaddr* a, socklen_t n, char* host, socklen_t hn, char* service, socklen_t sn, int f) {
          return Trace{"getnameinfo"}(::getnameinfo(a, n, host, hn, service, sn, f), name_in(a, n), text(host));
        },
};

constinit std::atomic<const SystemCalls*> calls_in_use{&real_calls};

void use_traced_calls(bool traced) noexcept {
  calls_in_use.store(traced ? &traced_calls_table : &real_calls, std::memory_order_relaxed);
}

int native_error() noexcept { return errno; }
void set_native_error(int error) noexcept { errno = error; }

}  // namespace plainsock
