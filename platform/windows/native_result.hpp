// From what a Winsock call returns to what the seam returns.
#pragma once

#include <algorithm>
#include <climits>

#include "plainsock/descriptor.hpp"
#include "plainsock/error.hpp"
#include "plainsock/socket_address.hpp"
#include "system_calls.hpp"

namespace plainsock::sys {

inline SOCKET raw(Descriptor s) noexcept { return static_cast<SOCKET>(s); }
inline std::error_code last_error() noexcept { return {::WSAGetLastError(), socket_category()}; }

inline sockaddr* native_of(SocketAddress& address) noexcept {
  return reinterpret_cast<sockaddr*>(address.storage().data());
}
inline const sockaddr* native_of(const SocketAddress& address) noexcept {
  return reinterpret_cast<const sockaddr*>(address.native().data());
}
inline int size_of(const SocketAddress& address) noexcept { return static_cast<int>(address.native().size()); }
inline int room_of(SocketAddress& address) noexcept { return static_cast<int>(address.storage().size()); }

// Winsock counts in int: what does not fit is left for the next call.
inline int clamped(std::size_t size) noexcept { return static_cast<int>(std::min<std::size_t>(size, INT_MAX)); }

// Calls again for as long as somebody else cancels: shutdown does so, and the next attempt then tells the end.
template <class Call>
int restarted(Call call) noexcept {
  int result = call();
  while (result == SOCKET_ERROR &&
         (::WSAGetLastError() == WSA_OPERATION_ABORTED || ::WSAGetLastError() == WSAEINTR))
    [[unlikely]] result = call();
  return result;
}

inline Result<void> success_from(int result) noexcept {
  return result == 0 ? Result<void>{} : Result<void>{last_error()};
}

inline Result<Descriptor> descriptor_from(SOCKET result) noexcept {
  if (result == INVALID_SOCKET) return last_error();
  return static_cast<Descriptor>(result);
}

inline Result<std::size_t> count_from(int result) noexcept {
  if (result == SOCKET_ERROR) [[unlikely]]
    return last_error();
  return static_cast<std::size_t>(result);
}

// Nothing of Winsock works before WSAStartup: what makes sockets or looks names up calls this first. Once a
// process; WSACleanup is never called, because sockets in static objects are closed after every function-local
// guard.
Result<void> started() noexcept;

}  // namespace plainsock::sys
