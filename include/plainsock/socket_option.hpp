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
using Flag = SocketOption<bool>;
using Number = SocketOption<int>;
using Time = SocketOption<std::chrono::seconds>;

// Sockets: socket(7). Linux reads a buffer's size (bytes) back doubled. linger: nothing is the usual close, which
// goes on in the background; 0 s makes close send RST. Windows: reuse_address lets other programs hijack the port.
inline constexpr Flag reuse_address{OptionName::reuse_address};      // SO_REUSEADDR
inline constexpr Flag reuse_port{OptionName::reuse_port};            // SO_REUSEPORT; Linux
inline constexpr Flag keep_alive{OptionName::keep_alive};            // SO_KEEPALIVE
inline constexpr Flag broadcast{OptionName::broadcast};              // SO_BROADCAST
inline constexpr Flag queue_overflow{OptionName::queue_overflow};    // SO_RXQ_OVFL; Linux
inline constexpr Number send_buffer{OptionName::send_buffer};        // SO_SNDBUF
inline constexpr Number receive_buffer{OptionName::receive_buffer};  // SO_RCVBUF
inline constexpr SocketOption<std::optional<std::chrono::seconds>> linger{OptionName::linger};  // SO_LINGER

// TCP: tcp(7). no_delay switches Nagle's algorithm (RFC 896) off. quick_ack lasts until TCP decides otherwise.
inline constexpr Flag no_delay{OptionName::no_delay};                        // TCP_NODELAY
inline constexpr Flag quick_ack{OptionName::quick_ack};                      // TCP_QUICKACK; Linux
inline constexpr Time keep_alive_idle{OptionName::keep_alive_idle};          // TCP_KEEPIDLE
inline constexpr Time keep_alive_interval{OptionName::keep_alive_interval};  // TCP_KEEPINTVL
inline constexpr Number keep_alive_count{OptionName::keep_alive_count};      // TCP_KEEPCNT
inline constexpr SocketOption<std::string> congestion_control{
    OptionName::congestion_control};  // TCP_CONGESTION; Linux

// UDP: udp(7), Linux. See UdpSocket::send_segmented and receive_merged.
inline constexpr Number udp_segment{OptionName::udp_segment};  // UDP_SEGMENT, bytes of a datagram
inline constexpr Flag udp_gro{OptionName::udp_gro};            // UDP_GRO

// IPv4: ip(7). IPv6: ipv6(7). Hops are 1 to 255; v6_only is to be set before bind. Windows ignores type_of_service.
inline constexpr Number time_to_live{OptionName::time_to_live};          // IP_TTL
inline constexpr Number type_of_service{OptionName::type_of_service};    // IP_TOS
inline constexpr Flag multicast_loop_v4{OptionName::multicast_loop_v4};  // IP_MULTICAST_LOOP
inline constexpr Number multicast_ttl{OptionName::multicast_ttl};        // IP_MULTICAST_TTL
inline constexpr Flag v6_only{OptionName::v6_only};                      // IPV6_V6ONLY
inline constexpr Number hop_limit{OptionName::hop_limit};                // IPV6_UNICAST_HOPS
inline constexpr Number traffic_class{OptionName::traffic_class};        // IPV6_TCLASS
inline constexpr Flag multicast_loop_v6{OptionName::multicast_loop_v6};  // IPV6_MULTICAST_LOOP
inline constexpr Number multicast_hops{OptionName::multicast_hops};      // IPV6_MULTICAST_HOPS
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
