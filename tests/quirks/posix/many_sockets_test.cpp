// Ten thousand watched sockets: what epoll and poll hold, and select refuses.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "plainsock/poller.hpp"
#include "tests/support/loopback.hpp"

using namespace plainsock;
using namespace plainsock::test;
using namespace std::chrono_literals;

namespace {

constexpr rlim_t many = 10'000;

class ManySockets : public testing::TestWithParam<Backend> {
 protected:
  void SetUp() override {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = std::max<rlim_t>(limit.rlim_cur, many + 100);
    limit.rlim_max = std::max(limit.rlim_max, limit.rlim_cur);
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &limit), 0) << "this test needs `ulimit -Hn` of " << limit.rlim_cur;
    for (rlim_t i = 0; i < many; ++i) watched_.push_back(UdpSocket::open(Family::ipv4).value());
  }

  std::vector<UdpSocket> watched_;
  Poller poller_ = Poller::create(GetParam()).value();
};

class ManySocketsSelect : public ManySockets {};

}  // namespace

INSTANTIATE_TEST_SUITE_P(, ManySockets, testing::Values(Backend::epoll, Backend::poll),
                         [](const auto& run) { return std::string{name_of(run.param)}; });
INSTANTIATE_TEST_SUITE_P(, ManySocketsSelect, testing::Values(Backend::select),
                         [](const auto& run) { return std::string{name_of(run.param)}; });

TEST_P(ManySockets, are_watched_and_the_one_that_is_ready_is_found) {
  for (std::uintptr_t i = 0; i < many; ++i) ASSERT_TRUE(poller_.add(watched_[i].socket(), Interest::read, i));
  ASSERT_TRUE(watched_[7777].socket().bind(any_port()));
  auto sender = UdpSocket::connect(watched_[7777].local_address().value()).value();
  ASSERT_TRUE(sender.send(bytes_of("x")));
  const auto events = poller_.wait(soon()).value();
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].key(), 7777u);
  for (std::uintptr_t i = 0; i < many; i += 2) ASSERT_TRUE(poller_.remove(watched_[i].socket()));
  EXPECT_EQ(poller_.wait(soon()).value()[0].key(), 7777u);
}

TEST_P(ManySockets, that_are_all_ready_get_their_turn_each) {
  for (std::uintptr_t i = 0; i < many; ++i) ASSERT_TRUE(poller_.add(watched_[i].socket(), Interest::write, i));
  std::vector<bool> seen(many);
  for (std::size_t round = 0; round < many / 256 + 1; ++round) {
    for (const auto& event : poller_.wait(soon()).value()) seen[event.key()] = true;
  }
  EXPECT_EQ(std::count(seen.begin(), seen.end(), true), static_cast<std::ptrdiff_t>(many));
}

TEST_P(ManySocketsSelect, are_refused_with_a_clear_error) {
  std::size_t held = 0;
  while (poller_.add(watched_[held].socket(), Interest::read, held)) ++held;
  EXPECT_GT(held, 900u);
  EXPECT_LT(held, 1024u);
  EXPECT_EQ(poller_.add(watched_[held].socket(), Interest::read, held).error(), SocketError::too_many_for_select);
  EXPECT_TRUE(poller_.wait(Deadline::after(0s)).value().empty()) << "what it holds it still watches";
}
