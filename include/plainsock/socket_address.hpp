// Where a socket is: an IP address and a port, or a path in the file system.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "plainsock/ip_address.hpp"

namespace plainsock {

// A value that holds the system's own sockaddr, so that passing it to a call costs nothing.
class SocketAddress {
 public:
  // No address at all: family() is Family::any, size() is 0.
  SocketAddress() noexcept = default;
  SocketAddress(const IpAddress& ip, std::uint16_t port) noexcept;
  // AF_UNIX (unix(7)). A path that begins with NUL is Linux's abstract namespace; an empty one lets Linux choose a
  // free abstract name in bind(). Errors: errc::filename_too_long past 107 bytes, SocketError::bad_address for a
  // NUL inside a path.
  static Result<SocketAddress> local(std::string_view path) noexcept;

  // Reads "127.0.0.1:21", "[::1]:21", "[fe80::1%eth0]:21" (RFC 3986 3.2.2); the port is 0 to 65535.
  // Errors: SocketError::bad_address. Never looks a name up.
  static Result<SocketAddress> parse(std::string_view text) noexcept;

  Family family() const noexcept;
  // Meaningful for IPv4 and IPv6 only; otherwise 0.0.0.0 and 0.
  IpAddress ip() const noexcept;
  std::uint16_t port() const noexcept;
  // AF_UNIX only; otherwise empty.
  std::string path() const;

  // "127.0.0.1:21", "[::1]:21"; an IPv4-mapped address as IPv4; a path as it is ("@name" for an abstract one).
  std::string to_string() const;

  // The sockaddr, for platform code. A call that fills an address writes to storage(), then tells set_size().
  std::span<const std::byte> native() const noexcept { return {storage_.data(), size_}; }
  std::span<std::byte> storage() noexcept { return storage_; }
  void set_size(std::size_t size) noexcept {
    size_ = static_cast<std::uint32_t>(size < storage_.size() ? size : storage_.size());
  }
  // For a call that fills an address and its size and cannot report more than sizeof(sockaddr_storage), as Linux's.
  std::uint32_t& size_in_place() noexcept { return size_; }

  // Same family, address, scope and port (or path); padding in the sockaddr does not count.
  friend bool operator==(const SocketAddress& a, const SocketAddress& b) noexcept;

 private:
  alignas(8) std::array<std::byte, 128> storage_;  // sizeof(sockaddr_storage)
  std::uint32_t size_ = 0;
};

// Splits "host:port", "[v6]:port", "host" (then the port is empty) and ":port". Errors: SocketError::bad_address
// when brackets do not match or an unbracketed text has more than one colon and is no IPv6 address.
struct HostAndPort {
  std::string host;
  std::string port;
};
Result<HostAndPort> split_host_port(std::string_view text);

}  // namespace plainsock
