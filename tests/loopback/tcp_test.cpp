#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "plainsock/bytes.hpp"
#include "plainsock/error.hpp"
#include "plainsock/poller.hpp"
#include "plainsock/tcp_listener.hpp"
#include "plainsock/trace.hpp"
#include "plainsock/udp_socket.hpp"

using namespace plainsock;
using namespace std::chrono_literals;

namespace {

const SocketAddress any_port{IpAddress::loopback(Family::ipv4), 0};

}  // namespace

TEST(TcpStream, carries_bytes_both_ways_and_tells_the_end) {
  auto listener = TcpListener::bind(any_port).value();
  auto client = TcpStream::connect(listener.local_address().value(), Deadline::after(5s)).value();
  auto server = listener.accept(Deadline::after(5s)).value();
  EXPECT_EQ(server.peer, client.local_address().value());
  ASSERT_TRUE(client.write_all(bytes_of("hello")));
  ASSERT_TRUE(client.shutdown(Direction::write));
  std::array<std::byte, 100> buffer;
  const auto got = server.stream.read_exact(std::span{buffer}.first(5), Deadline::after(5s));
  ASSERT_TRUE(got) << got.error.message();
  EXPECT_EQ(text_of(std::span{buffer}.first(5)), "hello");
  EXPECT_EQ(server.stream.read_some(buffer).value(), 0u);
  ASSERT_TRUE(server.stream.write_all(bytes_of("bye"), Deadline::after(5s)));
  EXPECT_EQ(client.read_some(buffer, Deadline::after(5s)).value(), 3u);
}

TEST(TcpStream, says_refused_when_nobody_listens) {
  auto listener = TcpListener::bind(any_port).value();
  const auto address = listener.local_address().value();
  ASSERT_TRUE(listener.socket().close());
  const auto refused = TcpStream::connect(address, Deadline::after(5s));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), std::errc::connection_refused) << refused.error().message();
}

TEST(TcpStream, read_with_a_deadline_times_out) {
  auto listener = TcpListener::bind(any_port).value();
  auto client = TcpStream::connect(listener.local_address().value()).value();
  std::array<std::byte, 1> buffer;
  EXPECT_EQ(client.read_some(buffer, Deadline::after(20ms)).error(), std::errc::timed_out);
}
