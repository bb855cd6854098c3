#include "plainsock/tcp_stream.hpp"

#include <gtest/gtest.h>

#include "tests/support/loopback.hpp"
#include "tests/support/temp_folder.hpp"

using namespace plainsock;
using namespace plainsock::test;
using namespace std::chrono_literals;

namespace {

class Tcp : public testing::TestWithParam<Family> {
 protected:
  TcpPair pair_ = tcp_pair(GetParam());
  TcpStream& client_ = pair_.client;
  TcpStream& server_ = pair_.server;
  std::array<std::byte, 100> buffer_;
};

std::vector<std::byte> bytes(std::string_view text) {
  const auto view = bytes_of(text);
  return {view.begin(), view.end()};
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(, Tcp, testing::Values(Family::ipv4, Family::ipv6),
                         [](const auto& run) { return run.param == Family::ipv4 ? "ipv4" : "ipv6"; });

TEST_P(Tcp, carries_bytes_both_ways_and_tells_the_end) {
  ASSERT_TRUE(client_.write_all(bytes_of("hello")));
  ASSERT_TRUE(client_.shutdown(Direction::write));
  EXPECT_EQ(read_text(server_, 5), "hello");
  EXPECT_EQ(server_.read_some(buffer_, soon()).value(), 0u);
  EXPECT_EQ(server_.read_some(buffer_, soon()).value(), 0u) << "the end stays the end";
  ASSERT_TRUE(server_.write_all(bytes_of("bye"), soon()));
  EXPECT_EQ(read_text(client_, 3), "bye");
}

TEST_P(Tcp, knows_both_ends_addresses) {
  EXPECT_EQ(client_.local_address().value(), server_.peer_address().value());
  EXPECT_EQ(server_.local_address().value(), client_.peer_address().value());
  EXPECT_EQ(client_.local_address().value().ip(), IpAddress::loopback(GetParam()));
}

TEST_P(Tcp, read_some_takes_what_is_there_and_no_more_than_fits) {
  ASSERT_TRUE(client_.write_all(bytes_of("abcdef")));
  EXPECT_EQ(server_.read_some(std::span{buffer_}.first(2), soon()).value(), 2u);
  EXPECT_EQ(text_of(std::span{buffer_}.first(2)), "ab");
  EXPECT_EQ(read_text(server_, 4), "cdef");
}

TEST_P(Tcp, the_try_forms_say_would_block_instead_of_waiting) {
  EXPECT_EQ(server_.try_read_some(buffer_).error(), std::errc::operation_would_block);
  ASSERT_TRUE(client_.write_all(bytes_of("x")));
  ASSERT_TRUE(server_.socket().wait(Interest::read, soon()));
  EXPECT_EQ(server_.try_read_some(buffer_).value(), 1u);
  const std::vector<std::byte> block(1 << 20);
  Result<std::size_t> written{std::size_t{0}};
  while ((written = client_.try_write_some(block))) EXPECT_GT(*written, 0u);
  EXPECT_TRUE(would_block(written.error())) << written.error().message();
}

TEST_P(Tcp, read_exact_says_how_much_came_before_the_end) {
  ASSERT_TRUE(client_.write_all(bytes_of("abc")));
  ASSERT_TRUE(client_.shutdown(Direction::write));
  const auto got = server_.read_exact(std::span{buffer_}.first(5), soon());
  EXPECT_EQ(got.bytes, 3u);
  EXPECT_EQ(got.error, SocketError::end_of_stream);
}

TEST_P(Tcp, read_exact_keeps_what_came_before_the_deadline) {
  ASSERT_TRUE(client_.write_all(bytes_of("abc")));
  ASSERT_TRUE(server_.socket().wait(Interest::read, soon()));
  const auto got = server_.read_exact(std::span{buffer_}.first(5), Deadline::after(20ms));
  EXPECT_EQ(got.bytes, 3u);
  EXPECT_EQ(got.error, std::errc::timed_out);
}

TEST_P(Tcp, peek_leaves_the_bytes_where_they_are) {
  ASSERT_TRUE(client_.write_all(bytes_of("abc")));
  EXPECT_EQ(server_.peek(std::span{buffer_}.first(1), soon()).value(), 1u);
  EXPECT_EQ(read_text(server_, 3), "abc");
}

TEST_P(Tcp, gathers_buffers_and_scatters_them_in_order) {
  const auto one = bytes("one"), nothing = bytes(""), two = bytes("two!");
  const std::array<std::span<const std::byte>, 3> out{one, nothing, two};
  EXPECT_EQ(client_.write_vector(out, soon()).bytes, 7u);
  ASSERT_TRUE(client_.shutdown(Direction::write));
  std::array<std::byte, 2> first;
  std::array<std::byte, 20> second;
  const std::array<std::span<std::byte>, 2> in{first, second};
  std::string all;
  while (const auto count = server_.read_vector(in, soon()).value()) {
    all += text_of(std::span{first}.first(std::min<std::size_t>(count, 2)));
    if (count > 2) all += text_of(std::span{second}.first(count - 2));
  }
  EXPECT_EQ(all, "onetwo!");
}

TEST_P(Tcp, write_vector_sends_more_buffers_than_one_call_takes) {
  const auto text = test_bytes(300);
  std::vector<std::span<const std::byte>> letters;
  for (std::size_t i = 0; i < text.size(); ++i) letters.push_back(bytes_of(text).subspan(i, 1));
  ASSERT_TRUE(client_.write_vector(letters, soon()));
  EXPECT_EQ(read_text(server_, text.size()), text);
}

TEST_P(Tcp, write_vector_of_nothing_is_done_at_once) {
  const auto done = client_.write_vector({}, soon());
  EXPECT_TRUE(done);
  EXPECT_EQ(done.bytes, 0u);
}

TEST_P(Tcp, write_all_of_10_mb_arrives_byte_for_byte_through_a_slow_reader) {
  const auto sent = test_bytes(10'000'000);
  std::thread writer{[&] {
    EXPECT_TRUE(client_.write_all(bytes_of(sent), soon()));
    EXPECT_TRUE(client_.shutdown(Direction::write));
  }};
  const auto got = read_to_end(server_);
  writer.join();
  EXPECT_TRUE(got == sent) << got.size();
}

TEST_P(Tcp, write_all_says_how_much_the_system_took_before_the_deadline) {
  const std::vector<std::byte> data(50'000'000);
  const auto done = client_.write_all(data, Deadline::after(50ms));
  EXPECT_EQ(done.error, std::errc::timed_out);
  EXPECT_GT(done.bytes, 0u);
  EXPECT_LT(done.bytes, data.size());
}

TEST_P(Tcp, a_passed_deadline_still_takes_what_is_there) {
  ASSERT_TRUE(client_.write_all(bytes_of("x")));
  ASSERT_TRUE(server_.socket().wait(Interest::read, soon()));
  EXPECT_EQ(server_.read_some(buffer_, Deadline::after(-1s)).value(), 1u);
  EXPECT_EQ(server_.read_some(buffer_, Deadline::after(-1s)).error(), std::errc::timed_out);
}

TEST_P(Tcp, a_socket_in_non_blocking_mode_waits_all_the_same) {
  ASSERT_TRUE(server_.socket().set_blocking(Blocking::no));
  std::thread writer{[&] { EXPECT_TRUE(client_.write_all(bytes_of("late"), soon())); }};
  EXPECT_EQ(server_.read_some(std::span{buffer_}.first(1)).value(), 1u);
  writer.join();
}

TEST_P(Tcp, finish_waits_for_the_peers_end_and_drops_what_comes_until_then) {
  std::thread peer{[&] {
    EXPECT_TRUE(server_.write_all(bytes_of("unread"), soon()));
    EXPECT_EQ(read_to_end(server_), "last words");
    EXPECT_TRUE(server_.write_all(bytes_of("more"), soon()));
    EXPECT_TRUE(server_.close());
  }};
  ASSERT_TRUE(client_.write_all(bytes_of("last words"), soon()));
  EXPECT_TRUE(client_.finish(soon()));
  EXPECT_FALSE(client_.is_open());
  peer.join();
}

TEST_P(Tcp, finish_closes_even_when_the_peer_does_not_end) {
  EXPECT_EQ(client_.finish(Deadline::after(20ms)).error(), std::errc::timed_out);
  EXPECT_FALSE(client_.is_open());
}

TEST_P(Tcp, wait_tells_which_direction_is_ready) {
  EXPECT_EQ(client_.socket().wait(Interest::both, soon()).value(), Interest::write);
  EXPECT_EQ(client_.socket().wait(Interest::read, Deadline::after(1ms)).error(), std::errc::timed_out);
  ASSERT_TRUE(server_.write_all(bytes_of("x"), soon()));
  EXPECT_EQ(client_.socket().wait(Interest::read, soon()).value(), Interest::read);
}

TEST_P(Tcp, two_threads_may_read_and_write_one_stream) {
  const auto data = test_bytes(2'000'000);
  std::thread writer{[&] { EXPECT_TRUE(client_.write_all(bytes_of(data))); }};
  std::thread echo{[&] {
    std::vector<std::byte> block(65536);
    for (std::size_t left = data.size(); left > 0;) {
      const auto count = server_.read_some(block, soon()).value();
      EXPECT_TRUE(server_.write_all(std::span{block}.first(count), soon()));
      left -= count;
    }
  }};
  EXPECT_TRUE(read_text(client_, data.size()) == data);
  writer.join();
  echo.join();
}

TEST(TcpStream, is_closed_when_nothing_is_said) {
  TcpStream stream;
  std::array<std::byte, 1> buffer;
  EXPECT_FALSE(stream.is_open());
  EXPECT_FALSE(stream.read_some(buffer, soon()));
  EXPECT_FALSE(stream.write_some(buffer, soon()));
  EXPECT_FALSE(stream.close());
  EXPECT_FALSE(stream.finish(soon()));
}

TEST(TcpListener, gives_the_port_that_the_system_chose) { EXPECT_NE(listener().local_address().value().port(), 0); }

TEST(TcpListener, accept_tells_the_peer) {
  auto listening = listener();
  const auto client = TcpStream::connect(listening.local_address().value(), soon()).value();
  EXPECT_EQ(listening.accept(soon()).value().peer, client.local_address().value());
}

TEST(TcpListener, accept_times_out_when_nobody_comes) {
  auto listening = listener();
  EXPECT_EQ(listening.accept(Deadline::after(20ms)).error(), std::errc::timed_out);
  EXPECT_EQ(listening.try_accept().error(), std::errc::operation_would_block);
}

TEST(TcpListener, accept_without_a_deadline_waits_for_a_client) {
  auto listening = listener();
  const auto address = listening.local_address().value();
  std::thread client{[&] { EXPECT_TRUE(TcpStream::connect(address, soon())); }};
  EXPECT_TRUE(listening.accept());
  client.join();
}

TEST(TcpListener, bind_to_an_address_of_another_machine_fails) {
  const SocketAddress foreign{IpAddress::v4(192, 0, 2, 200), 0};
  EXPECT_EQ(TcpListener::bind(foreign).error(), std::errc::address_not_available);
}
