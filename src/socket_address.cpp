#include "plainsock/socket_address.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "plainsock/error.hpp"
#include "platform/native_address.hpp"

namespace plainsock {
namespace {

// The storage is only ever copied to and from the system's structures: a cast would break the aliasing rules.
template <class T>
T read_as(std::span<const std::byte> storage) noexcept {
  T value{};
  std::memcpy(&value, storage.data(), std::min(sizeof value, storage.size()));
  return value;
}

template <class T>
void write_to(SocketAddress& address, const T& value, std::size_t size = sizeof(T)) noexcept {
  static_assert(sizeof(T) <= 112);
  std::memcpy(address.storage().data(), &value, sizeof value);
  address.set_size(size);
}

sockaddr_in native_v4(const IpAddress& ip, std::uint16_t port) noexcept {
  sockaddr_in native{};
  native.sin_family = AF_INET;
  native.sin_port = htons(port);
  std::memcpy(&native.sin_addr, ip.bytes().data(), 4);
  return native;
}

sockaddr_in6 native_v6(const IpAddress& ip, std::uint16_t port) noexcept {
  sockaddr_in6 native{};
  native.sin6_family = AF_INET6;
  native.sin6_port = htons(port);
  native.sin6_scope_id = ip.scope();
  std::memcpy(&native.sin6_addr, ip.bytes().data(), 16);
  return native;
}

int native_family(std::span<const std::byte> native) noexcept {
  return native.size() < sizeof(sockaddr::sa_family) ? AF_UNSPEC : read_as<sockaddr>(native).sa_family;
}

}  // namespace

SocketAddress::SocketAddress(const IpAddress& ip, std::uint16_t port) noexcept {
  if (ip.family() == Family::ipv6)
    write_to(*this, native_v6(ip, port));
  else
    write_to(*this, native_v4(ip, port));
}

Result<SocketAddress> SocketAddress::local(std::string_view path) noexcept {
  sockaddr_un native{};
  const bool is_file = !path.empty() && path.front() != '\0';
  if (is_file && path.find('\0') != std::string_view::npos) return SocketError::bad_address;
  if (path.size() >= sizeof native.sun_path) return socket_error(std::errc::filename_too_long);
  native.sun_family = AF_UNIX;
  std::memcpy(native.sun_path, path.data(), path.size());
  SocketAddress address;
  write_to(address, native, offsetof(sockaddr_un, sun_path) + path.size() + (is_file ? 1 : 0));
  return address;
}

Result<SocketAddress> SocketAddress::parse(std::string_view text) noexcept {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return SocketError::bad_address;
  auto host = text.substr(0, colon);
  const auto digits = text.substr(colon + 1);
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size())
    return SocketError::bad_address;
  const bool bracketed = host.size() >= 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  const auto ip = IpAddress::parse(host);
  if (!ip || bracketed != (ip->family() == Family::ipv6)) return SocketError::bad_address;
  return SocketAddress{*ip, port};
}

Family SocketAddress::family() const noexcept {
  switch (native_family(native())) {
    case AF_INET:
      return Family::ipv4;
    case AF_INET6:
      return Family::ipv6;
    case AF_UNIX:
      return Family::local;
    default:
      return Family::any;
  }
}

IpAddress SocketAddress::ip() const noexcept {
  if (family() == Family::ipv6) {
    const auto six = read_as<sockaddr_in6>(native());
    return address_of(six.sin6_addr, static_cast<std::uint32_t>(six.sin6_scope_id));
  }
  return family() == Family::ipv4 ? address_of(read_as<sockaddr_in>(native()).sin_addr) : IpAddress{};
}

std::uint16_t SocketAddress::port() const noexcept {
  // sin_port and sin6_port stand at the same place.
  const bool has_port = family() == Family::ipv4 || family() == Family::ipv6;
  return has_port ? ntohs(read_as<sockaddr_in>(native()).sin_port) : std::uint16_t{0};
}

std::string SocketAddress::path() const {
  if (family() != Family::local || size_ <= offsetof(sockaddr_un, sun_path)) return {};
  const auto bytes = native().subspan(offsetof(sockaddr_un, sun_path));
  const std::string_view text{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  return std::string{text.front() == '\0' ? text : text.substr(0, text.find('\0'))};
}

std::string SocketAddress::to_string() const {
  const auto port_text = ':' + std::to_string(port());
  switch (family()) {
    case Family::ipv4:
      return ip().to_string() + port_text;
    case Family::ipv6:
      return (ip().is_v4_mapped() ? ip().to_string() : '[' + ip().to_string() + ']') + port_text;
    case Family::local: {
      auto text = path();
      if (!text.empty() && text.front() == '\0') text.front() = '@';
      return text;
    }
    case Family::any:
      break;
  }
  return "(none)";
}

bool operator==(const SocketAddress& a, const SocketAddress& b) noexcept {
  if (a.family() != b.family()) return false;
  return a.family() == Family::local ? a.path() == b.path() : a.ip() == b.ip() && a.port() == b.port();
}

Result<HostAndPort> split_host_port(std::string_view text) {
  if (!text.empty() && text.front() == '[') {
    const auto end = text.find(']');
    if (end == std::string_view::npos || (end + 1 < text.size() && text[end + 1] != ':'))
      return SocketError::bad_address;
    return HostAndPort{std::string{text.substr(1, end - 1)},
                       std::string{text.substr(std::min(end + 2, text.size()))}};
  }
  if (IpAddress::parse(text)) return HostAndPort{std::string{text}, {}};
  const auto colon = text.find(':');
  if (colon != text.rfind(':') || text.find(']') != std::string_view::npos) return SocketError::bad_address;
  return HostAndPort{std::string{text.substr(0, colon)},
                     std::string{colon == std::string_view::npos ? "" : text.substr(colon + 1)}};
}

}  // namespace plainsock
