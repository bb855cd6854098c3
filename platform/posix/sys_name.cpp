// Names: getaddrinfo(3), getnameinfo(3), getservbyname_r(3).
#include <array>
#include <cstring>
#include <memory>

#include "native_result.hpp"
#include "platform/sys.hpp"

namespace plainsock::sys {
namespace {

using AddressList = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

std::error_code resolver_error(int code) noexcept {
  switch (code) {
    case EAI_SYSTEM:
      return last_error();
    case EAI_NONAME:
#if defined(EAI_NODATA) && EAI_NODATA != EAI_NONAME
    case EAI_NODATA:
#endif
      return ResolveError::host_not_found;
    case EAI_AGAIN:
      return ResolveError::try_again;
    case EAI_FAIL:
      return ResolveError::failed;
    case EAI_SERVICE:
      return ResolveError::service_not_found;
    case EAI_FAMILY:
    case EAI_ADDRFAMILY:
      return ResolveError::family_not_supported;
    case EAI_MEMORY:
      return ResolveError::out_of_memory;
    default:
      return ResolveError::bad_request;
  }
}

// Without a socket type getaddrinfo returns each address three times.
addrinfo hints_for(ResolveOptions options, int flags) noexcept {
  addrinfo hints{};
  hints.ai_flags = flags;
  hints.ai_family = options.family == Family::ipv4   ? AF_INET
                    : options.family == Family::ipv6 ? AF_INET6
                                                     : AF_UNSPEC;
  hints.ai_socktype = options.transport == Transport::udp ? SOCK_DGRAM : SOCK_STREAM;
  return hints;
}

Result<AddressList> look_up(const std::string& host, const char* service, const addrinfo& hints) {
  addrinfo* list = nullptr;
  const int code = calls().getaddrinfo(host.empty() ? nullptr : host.c_str(), service, &hints, &list);
  if (code != 0) return resolver_error(code);
  return AddressList{list, ::freeaddrinfo};
}

const char* protocol(Transport transport) noexcept { return transport == Transport::udp ? "udp" : "tcp"; }

// The _r forms write into the caller's buffer: the plain ones share one among all threads.
struct ServiceEntry {
  servent entry{};
  servent* found = nullptr;
  std::array<char, 2048> text{};
};

}  // namespace

Result<std::vector<SocketAddress>> resolve(const std::string& host, const std::string& service,
                                           ResolveOptions options) {
  const auto list = look_up(host, service.empty() ? nullptr : service.c_str(), hints_for(options, 0));
  if (!list) return list.error();
  std::vector<SocketAddress> addresses;
  for (const auto* item = list->get(); item; item = item->ai_next) {
    SocketAddress address;
    address.set_size(item->ai_addrlen);
    std::memcpy(address.storage().data(), item->ai_addr, address.native().size());
    addresses.push_back(address);
  }
  return addresses;
}

Result<std::string> canonical_name(const std::string& host) {
  const auto list = look_up(host, nullptr, hints_for({}, AI_CANONNAME));
  if (!list) return list.error();
  const auto* first = list->get();
  return std::string{first->ai_canonname ? first->ai_canonname : host.c_str()};
}

Result<std::string> reverse_lookup(const SocketAddress& address) {
  std::array<char, NI_MAXHOST> host{};
  const int code =
      calls().getnameinfo(native_of(address), size_of(address), host.data(), host.size(), nullptr, 0, NI_NAMEREQD);
  if (code != 0) return resolver_error(code);
  return std::string{host.data()};
}

Result<std::uint16_t> service_port(const std::string& name, Transport transport) {
  ServiceEntry service;
  const int failed = ::getservbyname_r(name.c_str(), protocol(transport), &service.entry, service.text.data(),
                                       service.text.size(), &service.found);
  if (failed != 0 || !service.found) return ResolveError::service_not_found;
  return ntohs(static_cast<std::uint16_t>(service.entry.s_port));
}

Result<std::string> service_name(std::uint16_t port, Transport transport) {
  ServiceEntry service;
  const int failed = ::getservbyport_r(htons(port), protocol(transport), &service.entry, service.text.data(),
                                       service.text.size(), &service.found);
  if (failed != 0 || !service.found) return ResolveError::service_not_found;
  return std::string{service.entry.s_name};
}

}  // namespace plainsock::sys
