#include "plainsock/resolver.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "plainsock/error.hpp"
#include "platform/sys.hpp"

namespace plainsock {
namespace {

// The system's calls take a text up to its first NUL: "host\0other" would be looked up as "host".
bool has_nul(std::string_view text) noexcept { return text.find('\0') != std::string_view::npos; }

bool is_number(std::string_view text) noexcept {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A port by number or by name. getaddrinfo would take 65536 for 0 (glibc, Winsock), so numbers never reach it.
Result<std::uint16_t> port_of(std::string_view service, Transport transport) {
  if (service.empty()) return std::uint16_t{0};
  if (!is_number(service)) return service_port(service, transport);
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(service.data(), service.data() + service.size(), port);
  if (error != std::errc{}) return ResolveError::service_not_found;
  return port;
}

std::string_view without_brackets(std::string_view host) noexcept {
  return host.size() > 2 && host.front() == '[' && host.back() == ']' ? host.substr(1, host.size() - 2) : host;
}

bool wanted(Family asked, Family has) noexcept { return asked == Family::any || asked == has; }

std::vector<SocketAddress> loopbacks(Family family, std::uint16_t port) {
  std::vector<SocketAddress> addresses;
  for (const auto each : {Family::ipv4, Family::ipv6}) {
    if (wanted(family, each)) addresses.emplace_back(IpAddress::loopback(each), port);
  }
  return addresses;
}

}  // namespace

Result<std::vector<SocketAddress>> resolve(std::string_view host, std::string_view service,
                                           ResolveOptions options) {
  const auto port = port_of(service, options.transport);
  if (!port) return port.error();
  if (host.empty()) return loopbacks(options.family, *port);
  host = without_brackets(host);
  if (has_nul(host)) return ResolveError::host_not_found;
  if (const auto literal = IpAddress::parse(host)) {
    if (!wanted(options.family, literal->family())) return ResolveError::family_not_supported;
    return std::vector{SocketAddress{*literal, *port}};
  }
  auto found = sys::resolve(std::string{host}, std::to_string(*port), options);
  if (!found) return found.error();
  std::vector<SocketAddress> distinct;
  for (const auto& address : *found) {
    if (std::find(distinct.begin(), distinct.end(), address) == distinct.end()) distinct.push_back(address);
  }
  return distinct;
}

Result<std::string> canonical_name(std::string_view host) {
  if (host.empty() || has_nul(host)) return ResolveError::host_not_found;
  return sys::canonical_name(std::string{without_brackets(host)});
}
Result<std::string> reverse_lookup(const SocketAddress& address) { return sys::reverse_lookup(address); }
Result<std::uint16_t> service_port(std::string_view name, Transport transport) {
  if (has_nul(name)) return ResolveError::service_not_found;
  return sys::service_port(std::string{name}, transport);
}
Result<std::string> service_name(std::uint16_t port, Transport transport) {
  return sys::service_name(port, transport);
}

}  // namespace plainsock
