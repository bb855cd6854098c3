#include "plainsock/error.hpp"

#include <cerrno>

#include "native_result.hpp"
#include "platform/trace.hpp"

namespace plainsock {

const std::error_category& socket_category() noexcept { return std::system_category(); }
std::error_code socket_error(std::errc condition) noexcept {
  return {static_cast<int>(condition), socket_category()};
}

// strerrorname_np(3) would do it, but is the GNU library's alone.
std::string_view native_error_name(int error) noexcept {
  switch (error) {
#define NAME(code) \
  case code:       \
    return #code;
    // It never comes to an end with these: clang-format would move them at every run.
    // clang-format off
    NAME(EPERM) NAME(ENOENT) NAME(EINTR) NAME(EIO) NAME(EBADF) NAME(EAGAIN) NAME(ENOMEM) NAME(EACCES)
    NAME(EFAULT) NAME(EEXIST) NAME(ENODEV) NAME(ENOTDIR) NAME(EISDIR) NAME(EINVAL) NAME(ENFILE) NAME(EMFILE)
    NAME(ENOSPC) NAME(EPIPE) NAME(ENAMETOOLONG) NAME(ENOTSOCK) NAME(EDESTADDRREQ) NAME(EMSGSIZE)
    NAME(EPROTOTYPE) NAME(ENOPROTOOPT) NAME(EPROTONOSUPPORT) NAME(EOPNOTSUPP) NAME(EPFNOSUPPORT)
    NAME(EAFNOSUPPORT) NAME(EADDRINUSE) NAME(EADDRNOTAVAIL) NAME(ENETDOWN) NAME(ENETUNREACH) NAME(ENETRESET)
    NAME(ECONNABORTED) NAME(ECONNRESET) NAME(ENOBUFS) NAME(EISCONN) NAME(ENOTCONN) NAME(ESHUTDOWN)
    NAME(ETIMEDOUT) NAME(ECONNREFUSED) NAME(EHOSTDOWN) NAME(EHOSTUNREACH) NAME(EALREADY) NAME(EINPROGRESS)
    NAME(EPROTO) NAME(ECANCELED) NAME(ENOSYS)
#undef NAME
    default: return {};
    // clang-format on
  }
}

namespace sys {

std::error_code last_error() noexcept { return {errno, socket_category()}; }

}  // namespace sys
}  // namespace plainsock
