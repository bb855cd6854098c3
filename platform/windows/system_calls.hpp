// Every Winsock call of the library, as a table of functions: the entries of `real_calls` are the system's own,
// those of `traced_calls_table` print themselves too. trace_to decides which table is in use; a test can put a
// table of its own in place to produce faults.
//
// The entries have C++'s own calling convention and leave out arguments that are always the same: Winsock's
// functions are WSAAPI (stdcall on 32-bit x86) and imported, so that their addresses are no constants.
#pragma once

#include <atomic>

#include "platform/native.hpp"

namespace plainsock {

struct SystemCalls {
  int (*startup)(WORD, WSADATA*);
  SOCKET (*socket)(int, int, int, DWORD);  // WSASocketW
  int (*close)(SOCKET);                    // closesocket
  int (*bind)(SOCKET, const sockaddr*, int);
  int (*listen)(SOCKET, int);
  SOCKET (*accept)(SOCKET, sockaddr*, int*);
  int (*connect)(SOCKET, const sockaddr*, int);
  int (*shutdown)(SOCKET, int);
  int (*getsockname)(SOCKET, sockaddr*, int*);
  int (*getpeername)(SOCKET, sockaddr*, int*);
  int (*set_nonblocking)(SOCKET, int);    // ioctlsocket(FIONBIO)
  int (*set_flag)(SOCKET, DWORD, DWORD);  // WSAIoctl with one BOOL
  BOOL (*set_inherited)(SOCKET, BOOL);    // SetHandleInformation(HANDLE_FLAG_INHERIT)
  BOOL (*cancel)(SOCKET);                 // CancelIoEx: what other threads are blocked in
  int (*send)(SOCKET, const void*, int, int);
  int (*recv)(SOCKET, void*, int, int);
  int (*sendto)(SOCKET, const void*, int, int, const sockaddr*, int);
  int (*recvfrom)(SOCKET, void*, int, int, sockaddr*, int*);
  int (*send_vector)(SOCKET, WSABUF*, DWORD, DWORD*);    // WSASend
  int (*recv_vector)(SOCKET, WSABUF*, DWORD, DWORD*);    // WSARecv
  int (*send_message)(SOCKET, WSAMSG*, DWORD*);          // WSASendMsg
  int (*recv_message)(SOCKET, WSAMSG*, DWORD*);          // WSARecvMsg
  BOOL (*transmit)(SOCKET, HANDLE, DWORD, OVERLAPPED*);  // TransmitFile
  int (*setsockopt)(SOCKET, int, int, const void*, int);
  int (*getsockopt)(SOCKET, int, int, void*, int*);
  int (*poll)(WSAPOLLFD*, ULONG, int);  // WSAPoll
  int (*select)(fd_set*, fd_set*, fd_set*, const timeval*);
  int (*getaddrinfo)(const wchar_t*, const wchar_t*, const ADDRINFOW*, ADDRINFOW**);  // GetAddrInfoW
  int (*getnameinfo)(const sockaddr*, int, wchar_t*, DWORD, int);                     // GetNameInfoW
};

extern const SystemCalls real_calls;
extern const SystemCalls traced_calls_table;
extern std::atomic<const SystemCalls*> calls_in_use;

inline const SystemCalls& calls() noexcept { return *calls_in_use.load(std::memory_order_relaxed); }

}  // namespace plainsock
