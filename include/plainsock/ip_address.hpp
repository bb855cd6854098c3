// An IPv4 or IPv6 address as a value.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "plainsock/result.hpp"

namespace plainsock {

enum class Family { any, ipv4, ipv6, local };

class IpAddress {
 public:
  // 0.0.0.0
  constexpr IpAddress() noexcept = default;
  static constexpr IpAddress v4(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d) noexcept {
    IpAddress ip;
    ip.bytes_ = {a, b, c, d};
    return ip;
  }
  // `scope` is the interface's index, for link-local addresses (RFC 4007); 0 means none.
  static constexpr IpAddress v6(const std::array<std::uint8_t, 16>& bytes, std::uint32_t scope = 0) noexcept {
    IpAddress ip;
    ip.family_ = Family::ipv6;
    ip.bytes_ = bytes;
    ip.scope_ = scope;
    return ip;
  }
  static constexpr IpAddress any(Family family) noexcept {
    return family == Family::ipv6 ? v6({}) : v4(0, 0, 0, 0);
  }
  static constexpr IpAddress loopback(Family family) noexcept {
    return family == Family::ipv6 ? v6({0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}) : v4(127, 0, 0, 1);
  }

  // Reads "127.0.0.1" (exactly four decimal parts, no leading zeros: unlike inet_aton, "127.1" and "010.0.0.1" are
  // refused), or an IPv6 text of RFC 4291 2.2 with an optional "%scope" (a number, or an interface's name by
  // if_nametoindex(3)). Errors: SocketError::bad_address. No system call but for a scope's name.
  static Result<IpAddress> parse(std::string_view text) noexcept;

  constexpr Family family() const noexcept { return family_; }
  constexpr std::uint32_t scope() const noexcept { return scope_; }
  // The address in network byte order: 4 or 16 bytes.
  constexpr std::span<const std::uint8_t> bytes() const noexcept {
    return {bytes_.data(), family_ == Family::ipv6 ? std::size_t{16} : std::size_t{4}};
  }

  bool is_loopback() const noexcept;
  bool is_unspecified() const noexcept;
  bool is_multicast() const noexcept;
  bool is_link_local() const noexcept;
  bool is_v4_mapped() const noexcept;
  // ::ffff:127.0.0.1 becomes 127.0.0.1; every other address stays as it is. What a dual-stack listener's peers
  // need.
  IpAddress unmapped() const noexcept;

  // The text of RFC 5952: lower case, the longest run of zeros as "::", a scope as "%3"; a mapped address as IPv4.
  std::string to_string() const;

  friend constexpr auto operator<=>(const IpAddress&, const IpAddress&) noexcept = default;

 private:
  Family family_ = Family::ipv4;
  std::array<std::uint8_t, 16> bytes_{};
  std::uint32_t scope_ = 0;
};

}  // namespace plainsock
