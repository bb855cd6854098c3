// What surprises about datagrams; the numbers are the rows of the table in README.md.
#include <gtest/gtest.h>

#include <cstring>

#include "tests/support/loopback.hpp"

using namespace plainsock;
using namespace plainsock::test;
using namespace std::chrono_literals;

namespace {

class Datagrams : public testing::Test {
 protected:
  UdpSocket server_ = UdpSocket::bind(any_port()).value();
  UdpSocket client_ = UdpSocket::connect(server_.local_address().value()).value();
  std::array<std::byte, 3> small_;
};

}  // namespace

TEST_F(Datagrams, an_empty_one_is_data_and_no_end) {  // row 28
  ASSERT_TRUE(client_.send({}));
  ASSERT_TRUE(client_.send(bytes_of("x")));
  EXPECT_EQ(server_.receive(small_, soon()).value().size, 0u);
  EXPECT_EQ(server_.receive(small_, soon()).value().size, 1u);
}

TEST_F(Datagrams, one_that_is_too_long_is_cut_and_the_next_is_whole) {  // row 29
  ASSERT_TRUE(client_.send(bytes_of("12345678")));
  ASSERT_TRUE(client_.send(bytes_of("abc")));
  const auto cut = server_.receive(small_, soon()).value();
  EXPECT_EQ(cut.size, 3u);
  EXPECT_TRUE(cut.truncated);
  EXPECT_EQ(text_of(small_), "123");
  const auto whole = server_.receive(small_, soon()).value();
  EXPECT_EQ(whole.size, 3u);
  EXPECT_FALSE(whole.truncated);
  EXPECT_EQ(text_of(small_), "abc");
}

TEST_F(Datagrams, the_largest_has_65507_bytes) {  // row 30
  const std::vector<std::byte> data(largest_datagram + 1);
  std::vector<std::byte> room(largest_datagram + 1);
  ASSERT_TRUE(client_.socket().set(option::send_buffer, 1 << 18));
  ASSERT_TRUE(client_.send(std::span{data}.first(largest_datagram)));
  EXPECT_EQ(server_.receive(room, soon()).value().size, largest_datagram);
  EXPECT_EQ(client_.send(data).error(), std::errc::message_size);
}

TEST_F(Datagrams, one_to_a_closed_port_does_not_disturb_an_unconnected_socket) {  // row 31
  ASSERT_TRUE(server_.send_to(bytes_of("x"), closed_port()));
  EXPECT_EQ(server_.receive(small_, Deadline::after(30ms)).error(), std::errc::timed_out);
  ASSERT_TRUE(client_.send(bytes_of("ok")));
  EXPECT_EQ(server_.receive(small_, soon()).value().size, 2u);
}

TEST_F(Datagrams, some_are_lost_without_a_word_and_the_others_keep_their_order) {  // row 32
  constexpr int sent = 2000;
  const std::vector<std::byte> filler(1000);
  ASSERT_TRUE(server_.socket().set(option::receive_buffer, 8192));
  for (int number = 0; number < sent; ++number) {
    auto datagram = filler;
    std::memcpy(datagram.data(), &number, sizeof number);
    ASSERT_TRUE(client_.send(datagram)) << "sending always succeeds";
  }
  int received = 0;
  int last = -1;
  std::vector<std::byte> room(2000);
  while (const auto got = server_.receive(room, Deadline::after(50ms))) {
    int number = 0;
    std::memcpy(&number, room.data(), sizeof number);
    EXPECT_GT(number, last);
    last = number, ++received;
  }
  EXPECT_GT(received, 0);
  EXPECT_LT(received, sent) << "what counts is what arrived";
}

TEST_F(Datagrams, two_sockets_do_not_share_a_port) {  // row 36
  EXPECT_EQ(UdpSocket::bind(server_.local_address().value()).error(), std::errc::address_in_use);
}
