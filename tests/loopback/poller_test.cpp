// One suite for every back end: they behave alike, or the difference is here.
#include "plainsock/poller.hpp"

#include <gtest/gtest.h>

#include <set>

#include "tests/support/loopback.hpp"

using namespace plainsock;
using namespace plainsock::test;
using namespace std::chrono_literals;

namespace {

using Clock = std::chrono::steady_clock;
using Keys = std::vector<std::uintptr_t>;

std::vector<Backend> backends() {
  std::vector<Backend> all;
  for (const auto kind : {Backend::epoll, Backend::poll, Backend::select}) {
    if (Poller::create(kind)) all.push_back(kind);
  }
  return all;
}

class EachPoller : public testing::TestWithParam<Backend> {
 protected:
  // The keys that a wait reports, in order.
  Keys ready(Deadline deadline = Deadline::after(0s)) {
    Keys keys;
    for (const auto& event : poller_.wait(deadline).value()) keys.push_back(event.key());
    std::sort(keys.begin(), keys.end());
    return keys;
  }

  Poller poller_ = Poller::create(GetParam()).value();
};

}  // namespace

INSTANTIATE_TEST_SUITE_P(, EachPoller, testing::ValuesIn(backends()),
                         [](const auto& run) { return std::string{name_of(run.param)}; });

TEST_P(EachPoller, says_which_it_is) { EXPECT_EQ(poller_.backend(), GetParam()); }

TEST_P(EachPoller, reports_what_can_be_read) {
  auto [client, server] = tcp_pair();
  ASSERT_TRUE(poller_.add(server.socket(), Interest::read, 7));
  EXPECT_EQ(ready(), Keys{});
  ASSERT_TRUE(client.write_all(bytes_of("x"), soon()));
  const auto events = poller_.wait(soon()).value();
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].key(), 7u);
  EXPECT_TRUE(events[0].readable());
  EXPECT_FALSE(events[0].writable());
}

TEST_P(EachPoller, reports_what_can_be_written) {
  auto [client, server] = tcp_pair();
  ASSERT_TRUE(poller_.add(client.socket(), Interest::both, 1));
  const auto events = poller_.wait(soon()).value();
  ASSERT_EQ(events.size(), 1u);
  EXPECT_TRUE(events[0].writable());
  EXPECT_FALSE(events[0].readable());
}

TEST_P(EachPoller, reports_again_what_was_not_dealt_with) {
  auto [client, server] = tcp_pair();
  ASSERT_TRUE(poller_.add(server.socket(), Interest::read, 3));
  ASSERT_TRUE(client.write_all(bytes_of("ab"), soon()));
  EXPECT_EQ(ready(soon()), Keys{3});
  EXPECT_EQ(read_text(server, 1), "a");
  EXPECT_EQ(ready(soon()), Keys{3});
  EXPECT_EQ(read_text(server, 1), "b");
  EXPECT_EQ(ready(), Keys{});
}

TEST_P(EachPoller, reports_the_end_of_a_stream_and_a_waiting_connection_as_readable) {
  auto [client, server] = tcp_pair();
  auto listening = listener();
  ASSERT_TRUE(poller_.add(server.socket(), Interest::read, 1));
  ASSERT_TRUE(client.shutdown(Direction::write));
  EXPECT_EQ(ready(soon()), Keys{1});
  ASSERT_TRUE(poller_.remove(server.socket()));
  ASSERT_TRUE(poller_.add(listening.socket(), Interest::read, 2));
  const auto third = TcpStream::connect(listening.local_address().value(), soon()).value();
  EXPECT_EQ(ready(soon()), Keys{2});
}

TEST_P(EachPoller, reports_a_reset_whichever_direction_was_asked_for) {
  for (const auto interest : {Interest::read, Interest::write}) {
    auto [client, server] = tcp_pair();
    ASSERT_TRUE(poller_.add(server.socket(), interest, 5));
    ASSERT_TRUE(client.socket().set(option::linger, std::optional{0s}));
    ASSERT_TRUE(client.close());
    const auto events = poller_.wait(soon()).value();
    ASSERT_EQ(events.size(), 1u);
    EXPECT_TRUE(has(events[0].ready(), interest));
    ASSERT_TRUE(poller_.remove(server.socket()));
  }
}

TEST_P(EachPoller, modify_changes_interest_and_key) {
  auto [client, server] = tcp_pair();
  ASSERT_TRUE(poller_.add(client.socket(), Interest::read, 1));
  EXPECT_EQ(ready(), Keys{});
  ASSERT_TRUE(poller_.modify(client.socket(), Interest::write, 2));
  EXPECT_EQ(ready(soon()), Keys{2});
  ASSERT_TRUE(poller_.modify(client.socket(), Interest::read, 3));
  EXPECT_EQ(ready(), Keys{});
}

TEST_P(EachPoller, no_interest_means_no_event_from_a_healthy_socket) {
  auto [client, server] = tcp_pair();
  ASSERT_TRUE(server.write_all(bytes_of("x"), soon()));
  ASSERT_TRUE(client.socket().wait(Interest::read, soon()));
  ASSERT_TRUE(poller_.add(client.socket(), Interest::none, 1));
  EXPECT_EQ(ready(), Keys{});
}

TEST_P(EachPoller, a_removed_socket_is_not_reported) {
  auto [client, server] = tcp_pair();
  auto [client2, server2] = tcp_pair();
  ASSERT_TRUE(poller_.add(client.socket(), Interest::write, 1));
  ASSERT_TRUE(poller_.add(client2.socket(), Interest::write, 2));
  ASSERT_TRUE(poller_.add(server.socket(), Interest::write, 3));
  EXPECT_EQ(ready(soon()), (Keys{1, 2, 3}));
  ASSERT_TRUE(poller_.remove(client.socket()));
  EXPECT_EQ(ready(soon()), (Keys{2, 3}));
  ASSERT_TRUE(poller_.add(client.socket(), Interest::write, 4));
  EXPECT_EQ(ready(soon()), (Keys{2, 3, 4}));
}

TEST_P(EachPoller, refuses_to_watch_twice_and_to_forget_what_it_does_not_watch) {
  auto [client, server] = tcp_pair();
  ASSERT_TRUE(poller_.add(client.socket(), Interest::read, 1));
  EXPECT_EQ(poller_.add(client.socket(), Interest::read, 2).error(), std::errc::file_exists);
  EXPECT_EQ(poller_.remove(server.socket()).error(), std::errc::no_such_file_or_directory);
  EXPECT_EQ(poller_.modify(server.socket(), Interest::read, 1).error(), std::errc::no_such_file_or_directory);
}

TEST_P(EachPoller, waits_until_the_deadline_and_not_less_also_without_sockets) {
  const auto begin = Clock::now();
  EXPECT_EQ(ready(Deadline::after(50ms)), Keys{});
  EXPECT_GE(Clock::now() - begin, 50ms);
}

TEST_P(EachPoller, wake_ends_a_wait_from_another_thread) {
  std::thread waker{[&] { EXPECT_TRUE(poller_.wake()); }};
  EXPECT_EQ(ready(soon()), Keys{});
  waker.join();
}

TEST_P(EachPoller, wake_before_a_wait_ends_the_next_one_only) {
  for (int i = 0; i < 1000; ++i) ASSERT_TRUE(poller_.wake());
  const auto begin = Clock::now();
  EXPECT_EQ(ready(soon()), Keys{});
  EXPECT_LT(Clock::now() - begin, 20s);
  // Several wakes may count as one, but none of them is left behind for ever.
  while (Clock::now() - begin < 20s) {
    const auto again = Clock::now();
    EXPECT_EQ(ready(Deadline::after(20ms)), Keys{});
    if (Clock::now() - again >= 20ms) return;
  }
  FAIL() << "the waker stays signalled";
}

TEST_P(EachPoller, wakes_from_many_threads_are_never_lost) {
  constexpr int rounds = 200;
  std::atomic<int> asked{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < rounds; ++i) {
        asked.fetch_add(1);
        EXPECT_TRUE(poller_.wake());
      }
    });
  }
  // Each wait either sees all that was asked already, or is woken by what comes.
  while (asked.load() < 4 * rounds) EXPECT_EQ(ready(soon()), Keys{});
  for (auto& thread : threads) thread.join();
}

TEST_P(EachPoller, a_wake_does_not_hide_an_event) {
  auto [client, server] = tcp_pair();
  ASSERT_TRUE(poller_.add(server.socket(), Interest::read, 9));
  ASSERT_TRUE(client.write_all(bytes_of("x"), soon()));
  ASSERT_TRUE(server.socket().wait(Interest::read, soon()));
  ASSERT_TRUE(poller_.wake());
  EXPECT_EQ(ready(soon()), Keys{9});
}

TEST_P(EachPoller, watches_udp_sockets_too) {
  auto server = UdpSocket::bind(any_port()).value();
  ASSERT_TRUE(poller_.add(server.socket(), Interest::read, 1));
  EXPECT_EQ(ready(), Keys{});
  ASSERT_TRUE(UdpSocket::connect(server.local_address().value()).value().send(bytes_of("")));
  EXPECT_EQ(ready(soon()), Keys{1}) << "an empty datagram is data";
}

TEST_P(EachPoller, moving_a_poller_keeps_what_it_watches) {
  auto [client, server] = tcp_pair();
  ASSERT_TRUE(poller_.add(client.socket(), Interest::write, 1));
  Poller moved = std::move(poller_);
  EXPECT_EQ(moved.wait(soon()).value().size(), 1u);
  poller_ = std::move(moved);
  EXPECT_EQ(ready(soon()), Keys{1});
}

// More are ready than one wait reports: every one gets its turn, none is starved.
TEST_P(EachPoller, is_fair_when_more_are_ready_than_it_reports_at_once) {
  constexpr std::size_t sockets = 600;
  std::vector<UdpSocket> watched;
  for (std::size_t i = 0; i < sockets; ++i) {
    watched.push_back(UdpSocket::open(Family::ipv4).value());
    ASSERT_TRUE(poller_.add(watched.back().socket(), Interest::write, i));
  }
  std::set<std::uintptr_t> seen;
  for (int i = 0; i < 4; ++i) {
    const auto events = poller_.wait(soon()).value();
    EXPECT_LE(events.size(), 256u);
    for (const auto& event : events) seen.insert(event.key());
  }
  EXPECT_EQ(seen.size(), sockets);
}

TEST(Poller, best_is_one_of_the_systems_own) {
  const auto poller = Poller::create().value();
  EXPECT_NE(poller.backend(), Backend::best);
  EXPECT_GE(backends().size(), 1u);
}

TEST(Poller, one_that_the_system_lacks_is_refused) {
  for (const auto kind : {Backend::epoll, Backend::poll, Backend::select}) {
    const auto poller = Poller::create(kind);
    EXPECT_TRUE(poller || poller.error() == std::errc::operation_not_supported);
  }
}
