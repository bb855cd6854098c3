// Every error that is not simply the system's own, and questions to ask of any error.
#pragma once

#include <string_view>
#include <system_error>

namespace plainsock {

// What this library finds wrong by itself.
enum class SocketError {
  end_of_stream = 1,    // the peer ended the stream before all of the wanted bytes came
  line_too_long,        // a line exceeds the reader's cap
  self_connect,         // a TCP connect to a free ephemeral port met itself (simultaneous open, RFC 9293 3.5)
  too_many_for_select,  // select() cannot hold one more socket: FD_SETSIZE in select(2)
  bad_address,          // a text is no IP address, or no "address:port"
};
const std::error_category& plainsock_category() noexcept;
std::error_code make_error_code(SocketError) noexcept;

// What a name look-up can end with: the EAI_ codes of getaddrinfo(3) and Winsock's WSA codes, made one.
enum class ResolveError {
  host_not_found = 1,    // EAI_NONAME, EAI_NODATA, WSAHOST_NOT_FOUND, WSANO_DATA
  try_again,             // EAI_AGAIN, WSATRY_AGAIN: no name server answered
  failed,                // EAI_FAIL, WSANO_RECOVERY
  service_not_found,     // EAI_SERVICE, WSATYPE_NOT_FOUND, no line in the services file
  family_not_supported,  // EAI_FAMILY, EAI_ADDRFAMILY, WSAEAFNOSUPPORT
  out_of_memory,         // EAI_MEMORY
  bad_request,           // any other code: a mistake in the call
};
const std::error_category& resolver_category() noexcept;
std::error_code make_error_code(ResolveError) noexcept;

// The category of codes that come from socket calls: errno on POSIX (std::system_category()); on Windows one of our
// own, which keeps the native number (10061) and compares equal to std::errc (mingw's system_category maps no WSA
// code).
const std::error_category& socket_category() noexcept;

// The code by which this system's calls say such a thing: ETIMEDOUT, WSAETIMEDOUT. Unlike std::make_error_code it
// has a name, and a message on Windows too (mingw's generic category says "Unknown error" of everything about
// sockets).
std::error_code socket_error(std::errc) noexcept;

// The symbol of a code as the system's header spells it: "ECONNREFUSED", "WSAECONNREFUSED", "host_not_found";
// empty when it has none.
std::string_view error_name(std::error_code) noexcept;

// True when a non-blocking call had nothing to do yet: EAGAIN, EWOULDBLOCK, WSAEWOULDBLOCK.
inline bool would_block(std::error_code error) noexcept {
  return error == std::errc::operation_would_block || error == std::errc::resource_unavailable_try_again;
}

}  // namespace plainsock

template <>
struct std::is_error_code_enum<plainsock::SocketError> : std::true_type {};
template <>
struct std::is_error_code_enum<plainsock::ResolveError> : std::true_type {};
