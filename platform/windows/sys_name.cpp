// Names: GetAddrInfoW, GetNameInfoW, and the services file of Windows by getservbyname, whose answer belongs to the
// thread.
#include <array>
#include <cstring>
#include <memory>

#include "native_result.hpp"
#include "platform/sys.hpp"
#include "wide.hpp"

namespace plainsock::sys {
namespace {

using AddressList = std::unique_ptr<ADDRINFOW, decltype(&::FreeAddrInfoW)>;

std::error_code resolver_error(int code) noexcept {
  switch (code) {
    case WSAHOST_NOT_FOUND:
    case WSANO_DATA:
      return ResolveError::host_not_found;
    case WSATRY_AGAIN:
      return ResolveError::try_again;
    case WSANO_RECOVERY:
      return ResolveError::failed;
    case WSATYPE_NOT_FOUND:
      return ResolveError::service_not_found;
    case WSAEAFNOSUPPORT:
      return ResolveError::family_not_supported;
    case WSA_NOT_ENOUGH_MEMORY:
      return ResolveError::out_of_memory;
    default:
      return ResolveError::bad_request;
  }
}

// Without a socket type each address comes several times.
ADDRINFOW hints_for(ResolveOptions options, int flags) noexcept {
  ADDRINFOW hints{};
  hints.ai_flags = flags;
  hints.ai_family = options.family == Family::ipv4   ? AF_INET
                    : options.family == Family::ipv6 ? AF_INET6
                                                     : AF_UNSPEC;
  hints.ai_socktype = options.transport == Transport::udp ? SOCK_DGRAM : SOCK_STREAM;
  return hints;
}

const wchar_t* text_or_null(const std::wstring& text) noexcept { return text.empty() ? nullptr : text.c_str(); }

Result<AddressList> look_up(const std::string& host, const std::string& service, const ADDRINFOW& hints) {
  if (const auto ready = started(); !ready) return ready.error();
  const auto wide_host = to_wide(host);
  const auto wide_service = to_wide(service);
  if (!wide_host || !wide_service) return ResolveError::host_not_found;
  ADDRINFOW* list = nullptr;
  const int code = calls().getaddrinfo(text_or_null(*wide_host), text_or_null(*wide_service), &hints, &list);
  if (code != 0) return resolver_error(code);
  return AddressList{list, ::FreeAddrInfoW};
}

const char* protocol(Transport transport) noexcept { return transport == Transport::udp ? "udp" : "tcp"; }

}  // namespace

Result<std::vector<SocketAddress>> resolve(const std::string& host, const std::string& service,
                                           ResolveOptions options) {
  const auto list = look_up(host, service, hints_for(options, 0));
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
  const auto list = look_up(host, {}, hints_for({}, AI_CANONNAME));
  if (!list) return list.error();
  const auto* first = list->get();
  return first->ai_canonname ? to_utf8(first->ai_canonname) : host;
}

Result<std::string> reverse_lookup(const SocketAddress& address) {
  if (const auto ready = started(); !ready) return ready.error();
  std::array<wchar_t, NI_MAXHOST> host{};
  const int code = calls().getnameinfo(native_of(address), size_of(address), host.data(), NI_MAXHOST, NI_NAMEREQD);
  if (code != 0) return resolver_error(code);
  return to_utf8(host.data());
}

Result<std::uint16_t> service_port(const std::string& name, Transport transport) {
  if (const auto ready = started(); !ready) return ready.error();
  const auto* entry = ::getservbyname(name.c_str(), protocol(transport));
  if (!entry) return ResolveError::service_not_found;
  return ntohs(static_cast<std::uint16_t>(entry->s_port));
}

Result<std::string> service_name(std::uint16_t port, Transport transport) {
  if (const auto ready = started(); !ready) return ready.error();
  const auto* entry = ::getservbyport(htons(port), protocol(transport));
  if (!entry) return ResolveError::service_not_found;
  return std::string{entry->s_name};
}

}  // namespace plainsock::sys
