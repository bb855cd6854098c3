// What surprises about streams on one system or both; the numbers are the rows of the table in README.md.
#include <gtest/gtest.h>

#include <cstdio>

#include "platform/sys.hpp"
#include "tests/support/loopback.hpp"
#include "tests/support/temp_folder.hpp"

using namespace plainsock;
using namespace plainsock::test;
using namespace std::chrono_literals;

namespace {

// The peer has gone for good: the word for it differs by system and by what came first.
bool peer_is_gone(std::error_code error) {
  return error == std::errc::broken_pipe || error == std::errc::connection_reset ||
         error == std::errc::connection_aborted;
}

template <class Write>
std::error_code write_until_it_fails(Write write) {
  for (;;) {
    if (const auto error = write()) return error;
  }
}

TcpPair peer_has_closed() {
  auto pair = tcp_pair();
  EXPECT_TRUE(pair.server.close());
  return pair;
}

}  // namespace

TEST(Quirks, a_server_survives_a_peer_that_resets_before_it_is_accepted) {  // row 5
  auto listening = listener();
  {
    auto gone = TcpStream::connect(listening.local_address().value(), soon()).value();
    ASSERT_TRUE(gone.socket().set(option::linger, std::optional{0s}));
    ASSERT_TRUE(gone.close());
  }
  auto client = TcpStream::connect(listening.local_address().value(), soon()).value();
  for (;;) {
    auto accepted = listening.accept(soon()).value();
    if (accepted.peer == client.local_address().value()) break;
    std::array<std::byte, 1> buffer;
    const auto read = accepted.stream.read_some(buffer, soon());
    EXPECT_TRUE(!read || *read == 0) << "the first one is gone";
  }
}

TEST(Quirks, a_call_that_would_block_says_so_in_one_way) {  // row 7
  auto [client, server] = tcp_pair();
  std::array<std::byte, 1> buffer;
  const auto read = server.try_read_some(buffer);
  ASSERT_FALSE(read);
  EXPECT_TRUE(would_block(read.error()));
  EXPECT_EQ(read.error(), std::errc::operation_would_block);
  EXPECT_EQ(read.error().category(), socket_category()) << "and keeps the system's own number";
}

TEST(Quirks, a_connect_in_the_background_is_in_progress) {  // row 8
  auto listening = listener();
  const auto socket = Socket::open(Family::ipv4, SocketType::stream, Blocking::no).value();
  const auto begun = sys::connect(socket.descriptor(), listening.local_address().value());
  EXPECT_TRUE(begun || begun.error() == std::errc::operation_in_progress) << begun.error().message();
  EXPECT_TRUE(socket.wait(Interest::write, soon()));
}

TEST(Quirks, a_refused_connect_is_refused_and_not_timed_out) {  // row 9
  EXPECT_EQ(TcpStream::connect(closed_port(), soon()).error(), std::errc::connection_refused);
  EXPECT_EQ(TcpStream::connect(closed_port(Family::ipv6), soon()).error(), std::errc::connection_refused);
}

TEST(Quirks, a_read_that_runs_out_of_time_is_timed_out) {  // row 15
  auto [client, server] = tcp_pair();
  std::array<std::byte, 1> buffer;
  EXPECT_EQ(server.read_some(buffer, Deadline::after(100us)).error(), std::errc::timed_out);
  ASSERT_TRUE(client.write_all(bytes_of("x"), soon()));
  EXPECT_EQ(server.read_some(buffer, soon()).value(), 1u) << "the stream goes on after it";
}

TEST(Quirks, an_accepted_socket_blocks_though_its_listener_does_not) {  // row 16
  auto listening = listener();
  auto client = TcpStream::connect(listening.local_address().value(), soon()).value();
  const auto server = listening.accept(soon()).value().stream;
  std::array<std::byte, 1> buffer;
  std::thread late{[&] { EXPECT_TRUE(client.write_all(bytes_of("x"), soon())); }};
  const auto read = sys::recv(server.socket().descriptor(), buffer, sys::Wait::yes);
  EXPECT_TRUE(read) << read.error().message();
  late.join();
}

TEST(Quirks, writing_to_a_peer_that_is_gone_is_an_error_and_no_signal) {  // row 18
  auto [client, server] = peer_has_closed();
  const auto error =
      write_until_it_fails([&client = client] { return client.write_all(bytes_of("x"), soon()).error; });
  EXPECT_TRUE(peer_is_gone(error)) << error.message();
  EXPECT_FALSE(client.write_all(bytes_of("x"), soon()));
}

TEST(Quirks, write_vector_to_a_peer_that_is_gone_is_an_error_and_no_signal) {  // row 19
  auto [client, server] = peer_has_closed();
  const std::array<std::span<const std::byte>, 2> two{bytes_of("x"), bytes_of("y")};
  const auto error = write_until_it_fails([&, &client = client] { return client.write_vector(two, soon()).error; });
  EXPECT_TRUE(peer_is_gone(error)) << error.message();
}

TEST(Quirks, finish_loses_nothing_though_the_peer_wrote_what_nobody_reads) {  // row 20
  auto [client, server] = tcp_pair();
  const auto data = test_bytes(10'000'000);
  ASSERT_TRUE(client.write_all(bytes_of("unread"), soon()));  // a plain close would answer this with RST
  std::thread sender{[&, stream = std::move(server)]() mutable {
    EXPECT_TRUE(stream.write_all(bytes_of(data), soon()));
    EXPECT_TRUE(stream.finish(soon()));
  }};
  EXPECT_TRUE(read_to_end(client) == data);
  ASSERT_TRUE(client.close());
  sender.join();
}

TEST(Quirks, lingering_for_zero_seconds_resets) {  // row 21
  auto [client, server] = tcp_pair();
  ASSERT_TRUE(server.socket().set(option::linger, std::optional{0s}));
  ASSERT_TRUE(server.close());
  // The error itself may be seen by this read or, under Wine, by the next write only.
  std::array<std::byte, 1> buffer;
  auto error = client.read_some(buffer, soon()).error();
  if (!error)
    error = write_until_it_fails([&client = client] { return client.write_all(bytes_of("x"), soon()).error; });
  EXPECT_TRUE(peer_is_gone(error)) << error.message();
}

TEST(Quirks, a_half_closed_stream_still_receives) {  // row 22
  auto [client, server] = tcp_pair();
  ASSERT_TRUE(client.write_all(bytes_of("request"), soon()));
  ASSERT_TRUE(client.shutdown(Direction::write));
  EXPECT_EQ(read_to_end(server), "request");
  ASSERT_TRUE(server.write_all(bytes_of("the whole reply"), soon()));
  ASSERT_TRUE(server.close());
  EXPECT_EQ(read_to_end(client), "the whole reply");
}

TEST(Quirks, reading_after_ones_own_shutdown_is_the_end) {  // row 23
  auto [client, server] = tcp_pair();
  ASSERT_TRUE(client.shutdown(Direction::read));
  std::array<std::byte, 1> buffer;
  const auto read = client.read_some(buffer, soon());
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_EQ(*read, 0u);
}

TEST(Quirks, shutting_down_what_is_not_connected_is_an_error) {  // row 24
  auto socket = Socket::open(Family::ipv4, SocketType::stream).value();
  EXPECT_EQ(socket.shutdown(Direction::both).error(), std::errc::not_connected);
}

TEST(Quirks, ten_megabytes_arrive_whole_however_little_each_write_takes) {  // row 26
  auto [client, server] = tcp_pair();
  const auto data = test_bytes(10'000'000, 7);
  std::thread writer{[&, &client = client] {
    std::size_t done = 0;
    while (done < data.size()) {
      const auto taken = client.try_write_some(bytes_of(data).subspan(done));
      done += taken ? *taken : 0;
      ASSERT_TRUE(taken || (would_block(taken.error()) && client.socket().wait(Interest::write, soon())));
    }
    EXPECT_TRUE(client.shutdown(Direction::write));
  }};
  EXPECT_TRUE(read_to_end(server) == data);
  writer.join();
}

TEST(Quirks, ipv6_only_is_said_and_not_left_to_the_system) {  // row 33
  EXPECT_TRUE(Socket::open(Family::ipv6, SocketType::stream).value().get(option::v6_only).value());
  EXPECT_TRUE(Socket::open(Family::ipv6, SocketType::datagram).value().get(option::v6_only).value());
}

TEST(Quirks, both_families_may_listen_on_one_port) {  // row 34
  for (;;) {
    const auto six = TcpListener::bind({IpAddress::any(Family::ipv6), 0}).value();
    const auto port = six.local_address().value().port();
    const auto four = TcpListener::bind({IpAddress::any(Family::ipv4), port});
    if (four) break;  // otherwise another program has that port: the next one
    ASSERT_EQ(four.error(), std::errc::address_in_use);
  }
}

TEST(Quirks, an_ipv4_peer_of_a_dual_stack_listener_prints_as_ipv4) {  // row 34
  auto socket = Socket::open(Family::ipv6, SocketType::stream, Blocking::no).value();
  ASSERT_TRUE(socket.set(option::v6_only, false));
  ASSERT_TRUE(socket.bind({IpAddress::any(Family::ipv6), 0}));
  ASSERT_TRUE(socket.listen(5));
  TcpListener both{std::move(socket)};
  const SocketAddress four{IpAddress::loopback(Family::ipv4), both.local_address().value().port()};
  const auto client = TcpStream::connect(four, soon()).value();
  const auto peer = both.accept(soon()).value().peer;
  EXPECT_EQ(peer.family(), Family::ipv6);
  EXPECT_EQ(peer.to_string(), client.local_address().value().to_string());
  EXPECT_EQ(peer.ip().unmapped(), IpAddress::loopback(Family::ipv4));
}

TEST(Quirks, a_second_live_listener_is_refused) {  // row 35
  const auto first = listener();
  EXPECT_EQ(TcpListener::bind(first.local_address().value()).error(), std::errc::address_in_use);
}

TEST(Quirks, a_server_may_restart_at_once_after_it_served) {  // row 35
  auto first = listener();
  const auto address = first.local_address().value();
  auto client = TcpStream::connect(address, soon()).value();
  auto server = first.accept(soon()).value().stream;
  ASSERT_TRUE(server.close());  // first to close: the server's side stays in TIME_WAIT
  EXPECT_EQ(read_to_end(client), "");
  ASSERT_TRUE(client.close());
  ASSERT_TRUE(first.socket().close());
  const auto again = TcpListener::bind(address);
  EXPECT_TRUE(again) << again.error().message();
}

TEST(Quirks, the_address_of_an_unbound_socket_is_none_or_an_error) {  // row 43
  const auto address = Socket::open(Family::ipv4, SocketType::stream).value().local_address();
  EXPECT_TRUE(address ? address->to_string() == "0.0.0.0:0" : address.error() == std::errc::invalid_argument);
}

TEST(Quirks, a_buffer_is_at_least_as_large_as_was_asked_for) {  // row 44
  auto socket = Socket::open(Family::ipv4, SocketType::stream).value();
  ASSERT_TRUE(socket.set(option::receive_buffer, 65536));
  EXPECT_GE(socket.get(option::receive_buffer).value(), 65536);
  ASSERT_TRUE(socket.set(option::send_buffer, 65536));
  EXPECT_GE(socket.get(option::send_buffer).value(), 65536);
}

TEST(Quirks, a_socket_in_a_static_object_outlives_main) {  // row 40
  static TcpListener for_ever = listener();
  EXPECT_TRUE(for_ever.local_address());  // what matters comes after the tests: the program still exits with 0
}

TEST(Quirks, a_closed_socket_is_known_by_none_and_not_by_a_sign) {  // row 42
  static_assert(!std::is_convertible_v<Descriptor, std::intptr_t>, "a comparison with 0 does not compile");
  EXPECT_EQ(Socket{}.descriptor(), Descriptor::none);
  auto socket = Socket::open(Family::ipv4, SocketType::stream).value();
  ASSERT_TRUE(socket.close());
  EXPECT_FALSE(socket.is_open());
}

TEST(Quirks, moving_a_socket_leaves_none_behind) {
  auto first = Socket::open(Family::ipv4, SocketType::stream).value();
  Socket second = std::move(first);
  EXPECT_FALSE(first.is_open());
  EXPECT_TRUE(second.is_open());
  second = Socket::open(Family::ipv4, SocketType::stream).value();
  EXPECT_TRUE(second.is_open());
  const auto given = second.release();
  EXPECT_FALSE(second.is_open());
  EXPECT_TRUE(Socket{given}.close());
}
