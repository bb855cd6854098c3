// Each option: set, then read back. The list of those that a system lacks is part of the promise.
#include <gtest/gtest.h>

#include "tests/support/loopback.hpp"

using namespace plainsock;
using namespace plainsock::test;
using namespace std::chrono_literals;

namespace {

Socket tcp(Family family = Family::ipv4) { return Socket::open(family, SocketType::stream).value(); }
Socket udp(Family family = Family::ipv4) { return Socket::open(family, SocketType::datagram).value(); }

template <class T>
void reads_back(Socket socket, SocketOption<T> option, const T& value) {
  const auto set = socket.set(option, value);
  ASSERT_TRUE(set) << set.error().message();
  const auto got = socket.get(option);
  ASSERT_TRUE(got) << got.error().message();
  EXPECT_TRUE(*got == value);
}

void reads_back_both(Socket (*open)(Family), Family family, SocketOption<bool> option) {
  reads_back(open(family), option, true);
  reads_back(open(family), option, false);
}

// What only some systems have: it works, or the error says that there is none.
template <class T>
void reads_back_or_is_unknown(Socket socket, SocketOption<T> option, const T& value) {
  if (const auto set = socket.set(option, value); !set) {
    EXPECT_EQ(set.error(), std::errc::no_protocol_option) << set.error().message();
  } else {
    EXPECT_TRUE(socket.get(option).value() == value);
  }
}

}  // namespace

TEST(Option, flags_read_back_as_they_were_set) {
  reads_back_both(tcp, Family::ipv4, option::reuse_address);
  reads_back_both(tcp, Family::ipv4, option::keep_alive);
  reads_back_both(tcp, Family::ipv4, option::no_delay);
  reads_back_both(tcp, Family::ipv6, option::no_delay);
  reads_back_both(udp, Family::ipv4, option::broadcast);
  reads_back_both(tcp, Family::ipv6, option::v6_only);
  reads_back_both(udp, Family::ipv4, option::multicast_loop_v4);
  reads_back_both(udp, Family::ipv6, option::multicast_loop_v6);
}

TEST(Option, numbers_read_back_as_they_were_set) {
  reads_back(tcp(), option::time_to_live, 17);
  reads_back(udp(), option::multicast_ttl, 3);
  reads_back(tcp(Family::ipv6), option::hop_limit, 18);
  reads_back(udp(Family::ipv6), option::multicast_hops, 4);
}

TEST(Option, what_only_some_systems_know_works_or_says_that_it_is_unknown) {
  reads_back_or_is_unknown(tcp(), option::reuse_port, true);
  reads_back_or_is_unknown(udp(), option::queue_overflow, true);
  reads_back_or_is_unknown(udp(), option::udp_gro, false);
  reads_back_or_is_unknown(udp(), option::udp_segment, 1000);
  reads_back_or_is_unknown(tcp(), option::keep_alive_idle, std::chrono::seconds{30});
  reads_back_or_is_unknown(tcp(), option::keep_alive_interval, std::chrono::seconds{5});
  reads_back_or_is_unknown(tcp(), option::keep_alive_count, 4);
  reads_back_or_is_unknown(tcp(), option::congestion_control, std::string{"reno"});
  reads_back_or_is_unknown(tcp(Family::ipv6), option::traffic_class, 0x20);
}

TEST(Option, linger_knows_off_from_zero_seconds) {
  using Linger = std::optional<std::chrono::seconds>;
  EXPECT_EQ(tcp().get(option::linger).value(), Linger{});
  reads_back(tcp(), option::linger, Linger{0s});
  reads_back(tcp(), option::linger, Linger{7s});
  auto socket = tcp();
  ASSERT_TRUE(socket.set(option::linger, Linger{7s}));
  reads_back(std::move(socket), option::linger, Linger{});
}

TEST(Option, a_time_too_long_for_the_system_is_its_longest_and_not_another) {
  auto socket = tcp();
  // 2^32 s would be 0 s after a careless cast: no lingering at all, and RST.
  static_cast<void>(socket.set(option::linger, std::optional{std::chrono::seconds{1LL << 32}}));
  const auto got = socket.get(option::linger).value();
  EXPECT_TRUE(!got || *got != 0s);
}

TEST(Option, one_of_the_other_protocol_is_an_error) {
  EXPECT_FALSE(udp().set(option::no_delay, true));
  EXPECT_FALSE(udp().get(option::no_delay));
}

TEST(Option, of_a_closed_socket_is_an_error) {
  Socket closed;
  EXPECT_FALSE(closed.set(option::keep_alive, true));
  EXPECT_FALSE(closed.get(option::keep_alive));
  EXPECT_FALSE(closed.get(option::linger));
  EXPECT_FALSE(closed.take_error());
}

TEST(TcpInfo, tells_the_round_trip_of_a_connection_or_says_that_it_cannot) {
  auto [client, server] = tcp_pair();
  ASSERT_TRUE(client.write_all(bytes_of("x"), soon()));
  EXPECT_EQ(read_text(server, 1), "x");
  const auto info = tcp_info(client.socket().descriptor());
  if (!info) {
    EXPECT_EQ(info.error(), std::errc::no_protocol_option);
    return;
  }
  EXPECT_GT(info->round_trip_time, 0us);
  EXPECT_LT(info->round_trip_time, 10s);
  EXPECT_GT(info->congestion_window, 0u);
  EXPECT_GT(info->maximum_segment, 0u);
}
