// Names to addresses and numbers, and back.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plainsock/socket_address.hpp"

namespace plainsock {

enum class Transport { tcp, udp };

struct ResolveOptions {
  Family family = Family::any;
  Transport transport = Transport::tcp;
};

// The addresses of `host` at `service` (a port 0 to 65535, or a name of the services file), in getaddrinfo's order
// (RFC 6724), without duplicates; never empty on success. A literal address ("::1", "[::1]", "127.0.0.1") with a
// numeric port makes no system call. An empty host is the loopback address. Blocks without limit: getaddrinfo(3)
// has no deadline. Errors: ResolveError. Windows: UTF-8 names go through GetAddrInfoW.
Result<std::vector<SocketAddress>> resolve(std::string_view host, std::string_view service, ResolveOptions = {});

// The official name of a host (AI_CANONNAME of getaddrinfo(3)). Errors: ResolveError.
Result<std::string> canonical_name(std::string_view host);

// The name of an address (getnameinfo(3) with NI_NAMEREQD). Errors: ResolveError::host_not_found when it has none.
Result<std::string> reverse_lookup(const SocketAddress&);

// "ftp" is 21: getservbyname(3), in its thread-safe form. Errors: ResolveError::service_not_found.
Result<std::uint16_t> service_port(std::string_view name, Transport = Transport::tcp);

// 21 is "ftp": getservbyport(3), in its thread-safe form. Errors: ResolveError::service_not_found.
Result<std::string> service_name(std::uint16_t port, Transport = Transport::tcp);

}  // namespace plainsock
