// What surprises about waiting for many; the numbers are the rows of the table in README.md.
#include "plainsock/poller.hpp"

#include <gtest/gtest.h>

#include "platform/sys.hpp"
#include "tests/support/loopback.hpp"

using namespace plainsock;
using namespace plainsock::test;
using namespace std::chrono_literals;

TEST(Quirks, select_watches_more_than_64_sockets) {  // row 11
  auto poller = Poller::create(Backend::select).value();
  std::vector<UdpSocket> watched;
  for (std::uintptr_t i = 0; i < 200; ++i) {
    watched.push_back(UdpSocket::bind(any_port()).value());
    ASSERT_TRUE(poller.add(watched.back().socket(), Interest::read, i));
  }
  auto client = UdpSocket::connect(watched.back().local_address().value()).value();
  ASSERT_TRUE(client.send(bytes_of("x")));
  const auto events = poller.wait(soon()).value();
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].key(), 199u);
}

TEST(Quirks, a_wait_for_nothing_at_all_lasts_as_long_as_asked) {  // row 12
  auto poller = Poller::create(Backend::select).value();
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_TRUE(poller.wait(Deadline::after(50ms)).value().empty());
  EXPECT_GE(std::chrono::steady_clock::now() - begin, 50ms);
}

TEST(Quirks, waking_needs_no_descriptor_of_the_program) {  // row 47
  auto poller = Poller::create(Backend::select).value();
  ASSERT_TRUE(poller.wake());
  EXPECT_TRUE(poller.wait(soon()).value().empty());
}

TEST(Quirks, a_connect_that_fails_in_the_background_is_reported) {  // row 9
  for (const auto kind : {Backend::epoll, Backend::poll, Backend::select}) {
    auto poller = Poller::create(kind);
    if (!poller) continue;
    auto socket = Socket::open(Family::ipv4, SocketType::stream, Blocking::no).value();
    static_cast<void>(sys::connect(socket.descriptor(), closed_port()));
    ASSERT_TRUE(poller->add(socket, Interest::write, 1));
    const auto events = poller->wait(soon()).value();
    ASSERT_EQ(events.size(), 1u) << name_of(kind);
    EXPECT_TRUE(events[0].writable());
    EXPECT_EQ(socket.take_error().error(), std::errc::connection_refused);
  }
}
