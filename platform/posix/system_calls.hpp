// Every system call of the library, as a table of functions: the entries of `real_calls` are the system's own,
// those of `traced_calls_table` print themselves too. trace_to decides which table is in use, so that a call costs
// what it costs without the library when nobody watches; a test can put a table of its own in place to produce
// faults.
#pragma once

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/sendfile.h>

#include <atomic>

#include "platform/native.hpp"

namespace plainsock {

struct SystemCalls {
  int (*socket)(int, int, int);
  int (*close)(int);
  int (*bind)(int, const sockaddr*, socklen_t);
  int (*listen)(int, int);
  int (*accept4)(int, sockaddr*, socklen_t*, int);
  int (*connect)(int, const sockaddr*, socklen_t);
  int (*shutdown)(int, int);
  int (*getsockname)(int, sockaddr*, socklen_t*);
  int (*getpeername)(int, sockaddr*, socklen_t*);
  int (*set_nonblocking)(int, int);  // ioctl(FIONBIO)
  ssize_t (*sendto)(int, const void*, std::size_t, int, const sockaddr*, socklen_t);
  ssize_t (*recvfrom)(int, void*, std::size_t, int, sockaddr*, socklen_t*);
  ssize_t (*sendmsg)(int, const msghdr*, int);
  ssize_t (*recvmsg)(int, msghdr*, int);
  int (*sendmmsg)(int, mmsghdr*, unsigned, int);
  int (*recvmmsg)(int, mmsghdr*, unsigned, int, timespec*);
  int (*setsockopt)(int, int, int, const void*, socklen_t);
  int (*getsockopt)(int, int, int, void*, socklen_t*);
  int (*poll)(pollfd*, nfds_t, int);
  int (*select)(int, fd_set*, fd_set*, fd_set*, timeval*);
  int (*epoll_create1)(int);
  int (*epoll_ctl)(int, int, int, epoll_event*);
  int (*epoll_wait)(int, epoll_event*, int, int);
  int (*eventfd)(unsigned, int);
  ssize_t (*read)(int, void*, std::size_t);
  ssize_t (*write)(int, const void*, std::size_t);
  ssize_t (*splice)(int, loff_t*, int, loff_t*, std::size_t, unsigned);
  ssize_t (*sendfile)(int, int, off_t*, std::size_t);
  int (*getaddrinfo)(const char*, const char*, const addrinfo*, addrinfo**);
  int (*getnameinfo)(const sockaddr*, socklen_t, char*, socklen_t, char*, socklen_t, int);
};

extern const SystemCalls real_calls;
extern const SystemCalls traced_calls_table;
extern std::atomic<const SystemCalls*> calls_in_use;

inline const SystemCalls& calls() noexcept { return *calls_in_use.load(std::memory_order_relaxed); }

}  // namespace plainsock
