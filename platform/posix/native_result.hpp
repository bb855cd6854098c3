// From what a POSIX call returns to what the seam returns.
#pragma once

#include "plainsock/descriptor.hpp"
#include "plainsock/error.hpp"
#include "plainsock/socket_address.hpp"
#include "platform/sys.hpp"
#include "system_calls.hpp"

namespace plainsock::sys {

inline int raw(Descriptor s) noexcept { return static_cast<int>(s); }
inline std::error_code last_error() noexcept { return {errno, socket_category()}; }

inline sockaddr* native_of(SocketAddress& address) noexcept {
  return reinterpret_cast<sockaddr*>(address.storage().data());
}
inline const sockaddr* native_of(const SocketAddress& address) noexcept {
  return reinterpret_cast<const sockaddr*>(address.native().data());
}
inline socklen_t size_of(const SocketAddress& address) noexcept {
  return static_cast<socklen_t>(address.native().size());
}
inline socklen_t room_of(SocketAddress& address) noexcept {
  return static_cast<socklen_t>(address.storage().size());
}

// The flag of send(2) and recv(2) for a call that must not wait.
constexpr int dont_wait(Wait wait) noexcept { return wait == Wait::no ? MSG_DONTWAIT : 0; }

// Calls again for as long as a signal interrupts.
template <class Call>
auto restarted(Call call) noexcept {
  auto result = call();
  while (result == -1 && errno == EINTR) [[unlikely]] result = call();
  return result;
}

inline Result<void> success_from(int result) noexcept {
  return result == 0 ? Result<void>{} : Result<void>{last_error()};
}

inline Result<Descriptor> descriptor_from(int result) noexcept {
  if (result == -1) return last_error();
  return static_cast<Descriptor>(result);
}

template <class Count>
Result<std::size_t> count_from(Count result) noexcept {
  if (result == -1) [[unlikely]]
    return last_error();
  return static_cast<std::size_t>(result);
}

}  // namespace plainsock::sys
