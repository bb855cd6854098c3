// Socket options by type: what a value is, is decided when the program is compiled.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "plainsock/descriptor.hpp"
#include "plainsock/result.hpp"

namespace plainsock {

enum class OptionName {
  reuse_address,
  reuse_port,
  exclusive_address,
  keep_alive,
  broadcast,
  no_delay,
  quick_ack,
  v6_only,
  linger,
  send_buffer,
  receive_buffer,
  time_to_live,
  hop_limit,
  type_of_service,
  traffic_class,
  multicast_loop_v4,
  multicast_loop_v6,
  multicast_ttl,
  multicast_hops,
  keep_alive_idle,
  keep_alive_interval,
  keep_alive_count,
  congestion_control,
  udp_segment,
  udp_gro,
  socket_type,
  listening,
  queue_overflow,
};

template <class T>
struct SocketOption {
  OptionName name;
};

namespace option {
using Seconds = std::chrono::seconds;
inline constexpr SocketOption<bool> reuse_address{
    OptionName::reuse_address};  // SO_REUSEADDR; Windows: lets others hijack
inline constexpr SocketOption<bool> reuse_port{OptionName::reuse_port};  // SO_REUSEPORT; Linux
inline constexpr SocketOption<bool> keep_alive{OptionName::keep_alive};  // SO_KEEPALIVE
inline constexpr SocketOption<bool> broadcast{OptionName::broadcast};    // SO_BROADCAST
inline constexpr SocketOption<bool> no_delay{OptionName::no_delay};      // TCP_NODELAY: Nagle (RFC 896) off
inline constexpr SocketOption<bool> quick_ack{OptionName::quick_ack};    // TCP_QUICKACK; Linux; not permanent
inline constexpr SocketOption<bool> v6_only{OptionName::v6_only};        // IPV6_V6ONLY; before bind
inline constexpr SocketOption<std::optional<Seconds>> linger{
    OptionName::linger};  // SO_LINGER; 0 s: close sends RST
inline constexpr SocketOption<int> send_buffer{
    OptionName::send_buffer};  // SO_SNDBUF, bytes; Linux reads back the double
inline constexpr SocketOption<int> receive_buffer{
    OptionName::receive_buffer};  // SO_RCVBUF, bytes; Linux reads back the double
inline constexpr SocketOption<int> time_to_live{OptionName::time_to_live};             // IP_TTL, hops
inline constexpr SocketOption<int> hop_limit{OptionName::hop_limit};                   // IPV6_UNICAST_HOPS
inline constexpr SocketOption<int> type_of_service{OptionName::type_of_service};       // IP_TOS; Windows ignores it
inline constexpr SocketOption<int> traffic_class{OptionName::traffic_class};           // IPV6_TCLASS
inline constexpr SocketOption<bool> multicast_loop_v4{OptionName::multicast_loop_v4};  // IP_MULTICAST_LOOP
inline constexpr SocketOption<bool> multicast_loop_v6{OptionName::multicast_loop_v6};  // IPV6_MULTICAST_LOOP
inline constexpr SocketOption<int> multicast_ttl{OptionName::multicast_ttl};           // IP_MULTICAST_TTL
inline constexpr SocketOption<int> multicast_hops{OptionName::multicast_hops};         // IPV6_MULTICAST_HOPS
inline constexpr SocketOption<Seconds> keep_alive_idle{OptionName::keep_alive_idle};   // TCP_KEEPIDLE
inline constexpr SocketOption<Seconds> keep_alive_interval{OptionName::keep_alive_interval};  // TCP_KEEPINTVL
inline constexpr SocketOption<int> keep_alive_count{OptionName::keep_alive_count};            // TCP_KEEPCNT
inline constexpr SocketOption<std::string> congestion_control{
    OptionName::congestion_control};                                      // TCP_CONGESTION; Linux
inline constexpr SocketOption<int> udp_segment{OptionName::udp_segment};  // UDP_SEGMENT, bytes a datagram; Linux
inline constexpr SocketOption<bool> udp_gro{OptionName::udp_gro};         // UDP_GRO; Linux
inline constexpr SocketOption<bool> queue_overflow{OptionName::queue_overflow};  // SO_RXQ_OVFL; Linux
}  // namespace option

// setsockopt(2) and getsockopt(2). Errors: errc::no_protocol_option where this system does not know the option.
Result<void> set_option(Descriptor, SocketOption<bool>, bool) noexcept;
Result<void> set_option(Descriptor, SocketOption<int>, int) noexcept;
Result<void> set_option(Descriptor, SocketOption<std::chrono::seconds>, std::chrono::seconds) noexcept;
Result<void> set_option(Descriptor, SocketOption<std::optional<std::chrono::seconds>>,
                        std::optional<std::chrono::seconds>) noexcept;
Result<void> set_option(Descriptor, SocketOption<std::string>, const std::string&) noexcept;
Result<bool> get_option(Descriptor, SocketOption<bool>) noexcept;
Result<int> get_option(Descriptor, SocketOption<int>) noexcept;
Result<std::chrono::seconds> get_option(Descriptor, SocketOption<std::chrono::seconds>) noexcept;
Result<std::optional<std::chrono::seconds>> get_option(Descriptor,
                                                       SocketOption<std::optional<std::chrono::seconds>>) noexcept;
Result<std::string> get_option(Descriptor, SocketOption<std::string>);

// What TCP knows of a connection: TCP_INFO of tcp(7). Linux only; elsewhere errc::no_protocol_option.
struct TcpInfo {
  std::chrono::microseconds round_trip_time;
  std::chrono::microseconds round_trip_variation;
  std::uint32_t retransmissions;    // segments sent again in the connection's life
  std::uint32_t congestion_window;  // segments
  std::uint32_t maximum_segment;    // bytes
};
Result<TcpInfo> tcp_info(Descriptor) noexcept;

}  // namespace plainsock
