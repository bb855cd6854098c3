// The systems' addresses without a port (netinet/in.h, in6addr.h), as the library's.
#pragma once

#include <array>
#include <cstring>

#include "plainsock/ip_address.hpp"
#include "platform/native.hpp"

namespace plainsock {

inline IpAddress address_of(const in_addr& native) noexcept {
  std::array<std::uint8_t, 4> bytes;
  std::memcpy(bytes.data(), &native, bytes.size());
  return IpAddress::v4(bytes[0], bytes[1], bytes[2], bytes[3]);
}

inline IpAddress address_of(const in6_addr& native, std::uint32_t scope = 0) noexcept {
  std::array<std::uint8_t, 16> bytes;
  std::memcpy(bytes.data(), &native, bytes.size());
  return IpAddress::v6(bytes, scope);
}

}  // namespace plainsock
