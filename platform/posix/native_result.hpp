// From what a POSIX call returns to what the seam returns.
#pragma once

#include "plainsock/descriptor.hpp"
#include "plainsock/error.hpp"
#include "plainsock/socket_address.hpp"
#include "platform/sys.hpp"
#include "system_calls.hpp"

namespace plainsock::sys {

inline int raw(Descriptor s) noexcept { return static_cast<int>(s); }
// Not inline and cold: what a failure needs must not stand in the way of success.
std::error_code last_error() noexcept;

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

// The same for one entry of the table: restarted<&SystemCalls::sendto>(s, ...). What follows a failure is a
// function of its own, so that success costs the call and one comparison, and is small enough to be inlined.
template <auto entry, class... Arguments>
[[gnu::noinline]] auto restarted_after_failure(Descriptor s, Arguments... arguments) noexcept {
  return restarted([&] { return (calls().*entry)(raw(s), arguments...); });
}

template <auto entry, class... Arguments>
auto restarted(Descriptor s, Arguments... arguments) noexcept {
  const auto result = (calls().*entry)(raw(s), arguments...);
  if (result == -1 && errno == EINTR) [[unlikely]]
    return restarted_after_failure<entry>(s, arguments...);
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
