#include "symbols.hpp"

#include <span>

#include "platform/symbol.hpp"

namespace plainsock {
namespace {

#define SYMBOL PLAINSOCK_SYMBOL

constexpr Symbol families[] = {SYMBOL(AF_UNSPEC), SYMBOL(AF_INET), SYMBOL(AF_INET6), SYMBOL(AF_UNIX)};
constexpr Symbol types[] = {SYMBOL(SOCK_STREAM), SYMBOL(SOCK_DGRAM)};
constexpr Symbol type_flags[] = {SYMBOL(SOCK_CLOEXEC), SYMBOL(SOCK_NONBLOCK)};
constexpr Symbol directions[] = {SYMBOL(SHUT_RD), SYMBOL(SHUT_WR), SYMBOL(SHUT_RDWR)};
constexpr Symbol messages[] = {SYMBOL(MSG_OOB),      SYMBOL(MSG_PEEK),     SYMBOL(MSG_TRUNC),
                               SYMBOL(MSG_DONTWAIT), SYMBOL(MSG_NOSIGNAL), SYMBOL(MSG_WAITFORONE)};
constexpr Symbol levels[] = {SYMBOL(SOL_SOCKET), SYMBOL(IPPROTO_TCP), SYMBOL(IPPROTO_UDP), SYMBOL(IPPROTO_IP),
                             SYMBOL(IPPROTO_IPV6)};
constexpr Symbol socket_options[] = {SYMBOL(SO_REUSEADDR),  SYMBOL(SO_REUSEPORT), SYMBOL(SO_KEEPALIVE),
                                     SYMBOL(SO_BROADCAST),  SYMBOL(SO_LINGER),    SYMBOL(SO_SNDBUF),
                                     SYMBOL(SO_RCVBUF),     SYMBOL(SO_ERROR),     SYMBOL(SO_TYPE),
                                     SYMBOL(SO_ACCEPTCONN), SYMBOL(SO_RXQ_OVFL)};
constexpr Symbol tcp_options[] = {SYMBOL(TCP_NODELAY),   SYMBOL(TCP_QUICKACK), SYMBOL(TCP_KEEPIDLE),
                                  SYMBOL(TCP_KEEPINTVL), SYMBOL(TCP_KEEPCNT),  SYMBOL(TCP_CONGESTION),
                                  SYMBOL(TCP_INFO)};
constexpr Symbol udp_options[] = {SYMBOL(UDP_SEGMENT), SYMBOL(UDP_GRO)};
constexpr Symbol ip_options[] = {SYMBOL(IP_TTL),
                                 SYMBOL(IP_TOS),
                                 SYMBOL(IP_MULTICAST_LOOP),
                                 SYMBOL(IP_MULTICAST_TTL),
                                 SYMBOL(IP_MULTICAST_IF),
                                 SYMBOL(IP_ADD_MEMBERSHIP),
                                 SYMBOL(IP_DROP_MEMBERSHIP)};
constexpr Symbol ipv6_options[] = {SYMBOL(IPV6_V6ONLY),         SYMBOL(IPV6_UNICAST_HOPS),
                                   SYMBOL(IPV6_TCLASS),         SYMBOL(IPV6_MULTICAST_LOOP),
                                   SYMBOL(IPV6_MULTICAST_HOPS), SYMBOL(IPV6_MULTICAST_IF),
                                   SYMBOL(IPV6_ADD_MEMBERSHIP), SYMBOL(IPV6_DROP_MEMBERSHIP)};
constexpr Symbol epoll_operations[] = {SYMBOL(EPOLL_CTL_ADD), SYMBOL(EPOLL_CTL_MOD), SYMBOL(EPOLL_CTL_DEL)};
constexpr Symbol epoll_events[] = {SYMBOL(EPOLLIN), SYMBOL(EPOLLOUT)};
constexpr Symbol poll_events[] = {SYMBOL(POLLIN), SYMBOL(POLLOUT), SYMBOL(POLLERR), SYMBOL(POLLHUP),
                                  SYMBOL(POLLNVAL)};

#undef SYMBOL

std::span<const Symbol> options_of(long long level) noexcept {
  switch (level) {
    case SOL_SOCKET:
      return socket_options;
    case IPPROTO_TCP:
      return tcp_options;
    case IPPROTO_UDP:
      return udp_options;
    case IPPROTO_IP:
      return ip_options;
    case IPPROTO_IPV6:
      return ipv6_options;
    default:
      return {};
  }
}

void print_type(TraceText& text, const TracedSymbol& symbol) noexcept {
  const auto kind = symbol.value & ~static_cast<long long>(SOCK_CLOEXEC | SOCK_NONBLOCK);
  const auto bits = symbol.value - kind;
  if (kind != 0) print_one(text, types, kind);
  if (kind != 0 && bits != 0) text.add("|");
  if (kind == 0 || bits != 0) print_bits(text, type_flags, bits);
}

void print_epoll_interest(TraceText& text, const TracedSymbol& symbol) noexcept {
  const auto* event = static_cast<const epoll_event*>(symbol.pointer);
  if (event)
    print_bits(text, epoll_events, event->events);
  else
    text.add("NULL");
}

void print_polled(TraceText& text, const TracedSymbol& symbol) noexcept {
  const std::span items{static_cast<const pollfd*>(symbol.pointer), static_cast<std::size_t>(symbol.value)};
  text.add("[");
  for (const auto& item : items.first(items.size() < 8 ? items.size() : 8)) {
    text.add("{fd="), text.add(static_cast<long long>(item.fd));
    text.add(", events="), print_bits(text, poll_events, item.events);
    text.add(", revents="), print_bits(text, poll_events, item.revents), text.add("}");
  }
  text.add(items.size() > 8 ? "...]" : "]");
}

}  // namespace

TracedSymbol family(int value) noexcept {
  return {[](TraceText& t, const TracedSymbol& s) noexcept { print_one(t, families, s.value); }, value};
}
TracedSymbol type(int value) noexcept { return {print_type, value}; }
TracedSymbol direction(int value) noexcept {
  return {[](TraceText& t, const TracedSymbol& s) noexcept { print_one(t, directions, s.value); }, value};
}
TracedSymbol message_flags(int value) noexcept {
  return {[](TraceText& t, const TracedSymbol& s) noexcept { print_bits(t, messages, s.value); }, value};
}
TracedSymbol level(int value) noexcept {
  return {[](TraceText& t, const TracedSymbol& s) noexcept { print_one(t, levels, s.value); }, value};
}
TracedSymbol option_name(int level, int name) noexcept {
  return {[](TraceText& t, const TracedSymbol& s) noexcept { print_one(t, options_of(s.second), s.value); }, name,
          level};
}
TracedSymbol option_value(const void* value, socklen_t size) noexcept {
  return {print_option_value, size, 0, value};
}
TracedSymbol epoll_operation(int value) noexcept {
  return {[](TraceText& t, const TracedSymbol& s) noexcept { print_one(t, epoll_operations, s.value); }, value};
}
TracedSymbol epoll_interest(const epoll_event* event) noexcept { return {print_epoll_interest, 0, 0, event}; }
TracedSymbol polled(const pollfd* items, nfds_t count) noexcept {
  return {print_polled, static_cast<long long>(count), 0, items};
}

}  // namespace plainsock
