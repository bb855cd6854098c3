#include "symbols.hpp"

#include <algorithm>
#include <span>

#include "native_option.hpp"
#include "platform/symbol.hpp"

namespace plainsock {
namespace {

#define SYMBOL PLAINSOCK_SYMBOL

constexpr Symbol families[] = {SYMBOL(AF_UNSPEC), SYMBOL(AF_INET), SYMBOL(AF_INET6), SYMBOL(AF_UNIX)};
constexpr Symbol types[] = {SYMBOL(SOCK_STREAM), SYMBOL(SOCK_DGRAM)};
constexpr Symbol overlapped_flags[] = {SYMBOL(WSA_FLAG_OVERLAPPED), SYMBOL(WSA_FLAG_NO_HANDLE_INHERIT)};
constexpr Symbol directions[] = {SYMBOL(SD_RECEIVE), SYMBOL(SD_SEND), SYMBOL(SD_BOTH)};
constexpr Symbol messages[] = {SYMBOL(MSG_PEEK), SYMBOL(MSG_OOB)};
constexpr Symbol controls[] = {SYMBOL(SIO_UDP_CONNRESET)};
constexpr Symbol levels[] = {SYMBOL(SOL_SOCKET), SYMBOL(IPPROTO_TCP), SYMBOL(IPPROTO_UDP), SYMBOL(IPPROTO_IP),
                             SYMBOL(IPPROTO_IPV6)};
constexpr Symbol socket_options[] = {
    SYMBOL(SO_REUSEADDR), SYMBOL(SO_EXCLUSIVEADDRUSE), SYMBOL(SO_KEEPALIVE), SYMBOL(SO_BROADCAST),
    SYMBOL(SO_LINGER),    SYMBOL(SO_SNDBUF),           SYMBOL(SO_RCVBUF),    SYMBOL(SO_ERROR),
    SYMBOL(SO_TYPE),      SYMBOL(SO_ACCEPTCONN)};
constexpr Symbol tcp_options[] = {SYMBOL(TCP_NODELAY), SYMBOL(TCP_KEEPIDLE), SYMBOL(TCP_KEEPINTVL),
                                  SYMBOL(TCP_KEEPCNT)};
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
constexpr Symbol poll_events[] = {SYMBOL(POLLRDNORM), SYMBOL(POLLWRNORM), SYMBOL(POLLERR), SYMBOL(POLLHUP),
                                  SYMBOL(POLLNVAL)};

#undef SYMBOL

std::span<const Symbol> options_of(long long level) noexcept {
  switch (level) {
    case SOL_SOCKET:
      return socket_options;
    case IPPROTO_TCP:
      return tcp_options;
    case IPPROTO_IP:
      return ip_options;
    case IPPROTO_IPV6:
      return ipv6_options;
    default:
      return {};
  }
}

void print_version(TraceText& text, const TracedSymbol& symbol) noexcept {
  text.add("MAKEWORD("), text.add(symbol.value & 0xff);
  text.add(", "), text.add(symbol.value >> 8), text.add(")");
}

constexpr std::size_t shown = 8;

void print_polled(TraceText& text, const TracedSymbol& symbol) noexcept {
  const std::span items{static_cast<const WSAPOLLFD*>(symbol.pointer), static_cast<std::size_t>(symbol.value)};
  text.add("[");
  for (const auto& item : items.first(std::min(items.size(), shown))) {
    text.add("{fd="), text.add(static_cast<long long>(item.fd));
    text.add(", events="), print_bits(text, poll_events, item.events);
    text.add(", revents="), print_bits(text, poll_events, item.revents), text.add("}");
  }
  text.add(items.size() > shown ? "...]" : "]");
}

void print_set(TraceText& text, const TracedSymbol& symbol) noexcept {
  const auto* set = static_cast<const fd_set*>(symbol.pointer);
  if (!set) return text.add("NULL");
  const std::span ready{set->fd_array, set->fd_count};
  text.add("[");
  for (const auto& socket : ready.first(std::min(ready.size(), shown))) {
    text.add(&socket == ready.data() ? "" : " "), text.add(static_cast<long long>(socket));
  }
  text.add(ready.size() > shown ? "...]" : "]");
}

void print_time(TraceText& text, const TracedSymbol& symbol) noexcept {
  const auto* time = static_cast<const timeval*>(symbol.pointer);
  if (!time) return text.add("NULL");
  text.add("{tv_sec="), text.add(static_cast<long long>(time->tv_sec));
  text.add(", tv_usec="), text.add(static_cast<long long>(time->tv_usec)), text.add("}");
}

void print_text(TraceText& text, const TracedSymbol& symbol) noexcept {
  const auto* wide = static_cast<const wchar_t*>(symbol.pointer);
  if (!wide) return text.add("NULL");
  char narrow[256];
  const int size = ::WideCharToMultiByte(CP_UTF8, 0, wide, -1, narrow, sizeof narrow, nullptr, nullptr);
  text.add(size > 0 ? std::string_view{narrow, static_cast<std::size_t>(size - 1)} : "...");
}

}  // namespace

TracedSymbol version(WORD value) noexcept { return {print_version, value}; }
TracedSymbol family(int value) noexcept {
  return {[](TraceText& t, const TracedSymbol& s) noexcept { print_one(t, families, s.value); }, value};
}
TracedSymbol type(int value) noexcept {
  return {[](TraceText& t, const TracedSymbol& s) noexcept { print_one(t, types, s.value); }, value};
}
TracedSymbol socket_flags(DWORD value) noexcept {
  return {[](TraceText& t, const TracedSymbol& s) noexcept { print_bits(t, overlapped_flags, s.value); }, value};
}
TracedSymbol direction(int value) noexcept {
  return {[](TraceText& t, const TracedSymbol& s) noexcept { print_one(t, directions, s.value); }, value};
}
TracedSymbol message_flags(int value) noexcept {
  return {[](TraceText& t, const TracedSymbol& s) noexcept { print_bits(t, messages, s.value); }, value};
}
TracedSymbol control_code(DWORD value) noexcept {
  return {[](TraceText& t, const TracedSymbol& s) noexcept { print_one(t, controls, s.value); }, value};
}
TracedSymbol level(int value) noexcept {
  return {[](TraceText& t, const TracedSymbol& s) noexcept { print_one(t, levels, s.value); }, value};
}
TracedSymbol option_name(int level, int name) noexcept {
  return {[](TraceText& t, const TracedSymbol& s) noexcept { print_one(t, options_of(s.second), s.value); }, name,
          level};
}
TracedSymbol option_value(const void* value, int size) noexcept { return {print_option_value, size, 0, value}; }
TracedSymbol polled(const WSAPOLLFD* items, ULONG count) noexcept { return {print_polled, count, 0, items}; }
TracedSymbol socket_set(const fd_set* set) noexcept { return {print_set, 0, 0, set}; }
TracedSymbol time(const timeval* time) noexcept { return {print_time, 0, 0, time}; }
TracedSymbol text(const wchar_t* text) noexcept { return {print_text, 0, 0, text}; }

}  // namespace plainsock
