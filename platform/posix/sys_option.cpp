// Options: setsockopt(2) and getsockopt(2).
#include <array>

#include "native_result.hpp"
#include "platform/sys.hpp"

namespace plainsock::sys {
namespace {

struct NativeOption {
  OptionName name;
  int level;
  int option;
};

constexpr NativeOption options[] = {
    {OptionName::reuse_address, SOL_SOCKET, SO_REUSEADDR},
    {OptionName::reuse_port, SOL_SOCKET, SO_REUSEPORT},
    {OptionName::keep_alive, SOL_SOCKET, SO_KEEPALIVE},
    {OptionName::broadcast, SOL_SOCKET, SO_BROADCAST},
    {OptionName::linger, SOL_SOCKET, SO_LINGER},
    {OptionName::send_buffer, SOL_SOCKET, SO_SNDBUF},
    {OptionName::receive_buffer, SOL_SOCKET, SO_RCVBUF},
    {OptionName::socket_type, SOL_SOCKET, SO_TYPE},
    {OptionName::listening, SOL_SOCKET, SO_ACCEPTCONN},
    {OptionName::queue_overflow, SOL_SOCKET, SO_RXQ_OVFL},
    {OptionName::no_delay, IPPROTO_TCP, TCP_NODELAY},
    {OptionName::quick_ack, IPPROTO_TCP, TCP_QUICKACK},
    {OptionName::keep_alive_idle, IPPROTO_TCP, TCP_KEEPIDLE},
    {OptionName::keep_alive_interval, IPPROTO_TCP, TCP_KEEPINTVL},
    {OptionName::keep_alive_count, IPPROTO_TCP, TCP_KEEPCNT},
    {OptionName::congestion_control, IPPROTO_TCP, TCP_CONGESTION},
    {OptionName::udp_segment, IPPROTO_UDP, UDP_SEGMENT},
    {OptionName::udp_gro, IPPROTO_UDP, UDP_GRO},
    {OptionName::time_to_live, IPPROTO_IP, IP_TTL},
    {OptionName::type_of_service, IPPROTO_IP, IP_TOS},
    {OptionName::multicast_loop_v4, IPPROTO_IP, IP_MULTICAST_LOOP},
    {OptionName::multicast_ttl, IPPROTO_IP, IP_MULTICAST_TTL},
    {OptionName::v6_only, IPPROTO_IPV6, IPV6_V6ONLY},
    {OptionName::hop_limit, IPPROTO_IPV6, IPV6_UNICAST_HOPS},
    {OptionName::traffic_class, IPPROTO_IPV6, IPV6_TCLASS},
    {OptionName::multicast_loop_v6, IPPROTO_IPV6, IPV6_MULTICAST_LOOP},
    {OptionName::multicast_hops, IPPROTO_IPV6, IPV6_MULTICAST_HOPS},
};

// Where an option lives; level -1 where Linux has none of that name, which setsockopt answers with ENOPROTOOPT.
NativeOption native(OptionName name) noexcept {
  for (const auto& entry : options) {
    if (entry.name == name) return entry;
  }
  return {name, -1, -1};
}

std::error_code unknown_option() noexcept { return socket_error(std::errc::no_protocol_option); }

Result<void> set_bytes(Descriptor s, int level, int option, const void* value, std::size_t size) noexcept {
  return success_from(calls().setsockopt(raw(s), level, option, value, static_cast<socklen_t>(size)));
}

template <class T>
Result<void> set_native(Descriptor s, OptionName name, const T& value) noexcept {
  const auto [unused, level, option] = native(name);
  return level == -1 ? unknown_option() : set_bytes(s, level, option, &value, sizeof value);
}

template <class T>
Result<T> get_native(Descriptor s, OptionName name) noexcept {
  const auto [unused, level, option] = native(name);
  if (level == -1) return unknown_option();
  T value{};
  socklen_t size = sizeof value;
  if (calls().getsockopt(raw(s), level, option, &value, &size) != 0) return last_error();
  return value;
}

ip_mreqn request_v4(const IpAddress& group, unsigned index) noexcept {
  ip_mreqn request{};
  std::copy_n(group.bytes().data(), 4, reinterpret_cast<std::uint8_t*>(&request.imr_multiaddr));
  request.imr_ifindex = static_cast<int>(index);
  return request;
}

ipv6_mreq request_v6(const IpAddress& group, unsigned index) noexcept {
  ipv6_mreq request{};
  std::copy_n(group.bytes().data(), 16, request.ipv6mr_multiaddr.s6_addr);
  request.ipv6mr_interface = index;
  return request;
}

}  // namespace

Result<void> set_option(Descriptor s, OptionName name, int value) noexcept { return set_native(s, name, value); }
Result<int> get_option(Descriptor s, OptionName name) noexcept { return get_native<int>(s, name); }

Result<void> set_linger(Descriptor s, std::optional<int> seconds) noexcept {
  return set_native(s, OptionName::linger, ::linger{seconds ? 1 : 0, seconds.value_or(0)});
}

Result<std::optional<int>> get_linger(Descriptor s) noexcept {
  const auto value = get_native<::linger>(s, OptionName::linger);
  if (!value) return value.error();
  return value->l_onoff != 0 ? std::optional{value->l_linger} : std::nullopt;
}

Result<void> set_text_option(Descriptor s, OptionName name, std::string_view value) noexcept {
  const auto [unused, level, option] = native(name);
  return level == -1 ? unknown_option() : set_bytes(s, level, option, value.data(), value.size());
}

Result<std::string> get_text_option(Descriptor s, OptionName name) {
  const auto value = get_native<std::array<char, 64>>(s, name);
  if (!value) return value.error();
  return std::string{value->data()};
}

Result<TcpInfo> tcp_info(Descriptor s) noexcept {
  ::tcp_info native_info{};
  socklen_t size = sizeof native_info;
  if (calls().getsockopt(raw(s), IPPROTO_TCP, TCP_INFO, &native_info, &size) != 0) return last_error();
  using std::chrono::microseconds;
  return TcpInfo{microseconds{native_info.tcpi_rtt}, microseconds{native_info.tcpi_rttvar},
                 native_info.tcpi_total_retrans, native_info.tcpi_snd_cwnd, native_info.tcpi_snd_mss};
}

Result<void> set_membership(Descriptor s, Membership membership, const IpAddress& group, unsigned index) noexcept {
  const bool joins = membership == Membership::join;
  if (group.family() == Family::ipv4) {
    const auto request = request_v4(group, index);
    return set_bytes(s, IPPROTO_IP, joins ? IP_ADD_MEMBERSHIP : IP_DROP_MEMBERSHIP, &request, sizeof request);
  }
  const auto request = request_v6(group, index);
  return set_bytes(s, IPPROTO_IPV6, joins ? IPV6_ADD_MEMBERSHIP : IPV6_DROP_MEMBERSHIP, &request, sizeof request);
}

Result<void> set_multicast_interface(Descriptor s, Family family, unsigned index) noexcept {
  if (family == Family::ipv6) return set_bytes(s, IPPROTO_IPV6, IPV6_MULTICAST_IF, &index, sizeof index);
  const auto request = request_v4(IpAddress::any(Family::ipv4), index);
  return set_bytes(s, IPPROTO_IP, IP_MULTICAST_IF, &request, sizeof request);
}

Result<unsigned> interface_index(std::string_view name) noexcept {
  std::array<char, IF_NAMESIZE> text{};
  if (name.size() >= text.size() || name.find('\0') != std::string_view::npos)
    return std::make_error_code(std::errc::no_such_device);
  std::copy(name.begin(), name.end(), text.begin());
  const auto index = if_nametoindex(text.data());
  if (index == 0) return std::make_error_code(std::errc::no_such_device);
  return index;
}

}  // namespace plainsock::sys
