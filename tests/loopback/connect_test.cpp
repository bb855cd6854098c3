// Connecting: to one address, to a name, and how it fails.
#include <gtest/gtest.h>

#include "tests/support/loopback.hpp"

using namespace plainsock;
using namespace plainsock::test;
using namespace std::chrono_literals;

namespace {

std::string port_text(const TcpListener& listening) {
  return std::to_string(listening.local_address().value().port());
}

struct TwoListeners {
  TcpListener four;
  TcpListener six;
};

// The port that IPv6 gets may be taken for IPv4: then another.
TwoListeners listeners_on_one_port() {
  for (;;) {
    auto six = listener(Family::ipv6);
    auto four = TcpListener::bind({IpAddress::loopback(Family::ipv4), six.local_address().value().port()});
    if (four) return {std::move(*four), std::move(six)};
  }
}

}  // namespace

TEST(Connect, says_refused_when_nobody_listens) {
  EXPECT_EQ(TcpStream::connect(closed_port(), soon()).error(), std::errc::connection_refused);
  EXPECT_EQ(TcpStream::connect(closed_port()).error(), std::errc::connection_refused);
}

TEST(Connect, needs_an_address) { EXPECT_FALSE(TcpStream::connect(SocketAddress{}, soon())); }

TEST(Connect, leaves_the_stream_in_blocking_mode) {
  auto listening = listener();
  auto client = TcpStream::connect(listening.local_address().value(), soon()).value();
  auto server = listening.accept(soon()).value().stream;
  std::thread late{[&] { EXPECT_TRUE(server.write_all(bytes_of("x"), soon())); }};
  std::array<std::byte, 1> buffer;
  EXPECT_EQ(client.read_some(buffer).value(), 1u);
  late.join();
}

TEST(Connect, a_name_reaches_a_server_of_one_family_only) {
  auto listening = listener(Family::ipv4);
  auto client = TcpStream::connect("localhost", port_text(listening), soon());
  ASSERT_TRUE(client) << client.error().message();
  EXPECT_EQ(client->peer_address().value(), listening.local_address().value());
}

TEST(Connect, an_empty_host_tries_both_loopback_addresses) {
  for (const auto family : {Family::ipv4, Family::ipv6}) {
    auto listening = listener(family);
    std::vector<ConnectFailure> failures;
    auto client = TcpStream::connect("", port_text(listening), soon(), {Family::any, &failures});
    ASSERT_TRUE(client) << client.error().message();
    EXPECT_EQ(client->peer_address().value(), listening.local_address().value());
    for (const auto& failure : failures) EXPECT_EQ(failure.error, std::errc::connection_refused);
  }
}

TEST(Connect, prefers_ipv6_when_both_answer) {
  const auto both = listeners_on_one_port();
  auto client = TcpStream::connect("", port_text(both.four), soon()).value();
  EXPECT_EQ(client.peer_address().value().family(), Family::ipv6);
}

TEST(Connect, all_failing_names_each_address_and_its_cause) {
  std::vector<ConnectFailure> failures;
  const auto refused = TcpStream::connect("", "1", soon(), {Family::any, &failures});
  EXPECT_EQ(refused.error(), std::errc::connection_refused);
  ASSERT_EQ(failures.size(), 2u);
  EXPECT_EQ(failures[0].address, closed_port(Family::ipv6));
  EXPECT_EQ(failures[1].address, closed_port(Family::ipv4));
  const auto cause = failures[0].error.message();
  EXPECT_EQ(to_string(failures), "[::1]:1: " + cause + "; 127.0.0.1:1: " + cause);
}

TEST(Connect, the_asked_family_is_the_only_one_tried) {
  std::vector<ConnectFailure> failures;
  EXPECT_FALSE(TcpStream::connect("", "1", soon(), {Family::ipv6, &failures}));
  ASSERT_EQ(failures.size(), 1u);
  EXPECT_EQ(failures[0].address.family(), Family::ipv6);
}

TEST(Connect, an_unknown_name_is_the_resolvers_error) {
  EXPECT_EQ(TcpStream::connect("127.0.0.1", "no-such-service", soon()).error(), ResolveError::service_not_found);
  EXPECT_EQ(TcpStream::connect("::1", "1", soon(), {Family::ipv4, nullptr}).error(),
            ResolveError::family_not_supported);
}
