#include "bench/round_trip.hpp"

#include <gtest/gtest.h>

#include "bench/floor.hpp"
#include "bench/open_loop.hpp"
#include "bench/statistics.hpp"

namespace plainsock::bench {
namespace {

using namespace std::chrono_literals;

// Drops every tenth message that it should send, and sends every seventh twice.
class LossyLink : public DatagramLink {
 public:
  explicit LossyLink(DatagramLink link, bool drops) : DatagramLink(std::move(link)), drops_(drops) {}
  void send(std::span<const std::byte> message) {
    if (!drops_ || message.empty()) return DatagramLink::send(message);
    ++count_;
    if (count_ % 10 == 0) return;
    DatagramLink::send(message);
    if (count_ % 7 == 0) DatagramLink::send(message);
  }

 private:
  bool drops_;
  int count_ = 0;
};

class RoundTrip : public testing::TestWithParam<std::size_t> {};

TEST_P(RoundTrip, of_a_lost_datagram_is_counted_and_does_not_stall_the_run) {
  auto links = datagram_link(WaitKind::block);
  RoundTripSession<LossyLink> session{
      {LossyLink{std::move(links.near), false}, LossyLink{std::move(links.far), true}},
      GetParam(),
      Placement::unpinned,
      20ms};
  Histogram samples;
  session.begin();
  for (int i = 0; i < 50; ++i) session.trip(samples);
  EXPECT_EQ(samples.count(), 45U);
  EXPECT_EQ(session.lost(), 5U);
}

INSTANTIATE_TEST_SUITE_P(Sizes, RoundTrip, testing::Values(1U, 64U, 65507U));

template <class Link>
void expect_every_message_back(LinkPair<Link> links, std::size_t bytes) {
  RoundTripSession<Link> session{std::move(links), bytes, Placement::unpinned};
  Histogram samples;
  session.begin();
  for (int i = 0; i < 20; ++i) session.trip(samples);
  EXPECT_EQ(samples.count(), 20U);
  EXPECT_GT(samples.min(), 0);
}

TEST(RoundTripOfAStream, brings_every_message_back) {
  expect_every_message_back(stream_link(WaitKind::select), 100'000);
}

TEST(RoundTripOfAStream, within_this_machine_brings_every_message_back) {
  auto links = local_link(WaitKind::block);
  if (!links) GTEST_SKIP() << "no AF_UNIX here: " << links.error().message();
  expect_every_message_back(std::move(*links), 1000);
}

TEST(RoundTripOfUnconnectedSockets, brings_every_message_back) {
  expect_every_message_back(unconnected_link(), 64);
}

TEST(RoundTripWithoutASocket, brings_every_message_back) {
  expect_every_message_back(PipeLink::pair(), 64);
  expect_every_message_back(WordLink::pair(), 1);
}

// 1000 messages in half a second; the echo stands still for 50 ms of it, a tenth. A closed loop would have one slow
// trip.
TEST(OpenLoop, counts_a_stall_of_the_far_end_for_every_message_that_was_due_meanwhile) {
  using Link = StallingLink<StreamLink>;
  OpenLoop<Link> loop{Link::at_the_far_end(stream_link(WaitKind::block)), 64, 2000, Placement::unpinned};
  loop.begin();
  for (int i = 0; i < 1000; ++i) loop.step();
  loop.finish();
  EXPECT_EQ(loop.sent(), 1000U);
  EXPECT_EQ(loop.received(), 1000U);
  EXPECT_GT(loop.from_due().percentile(0.95), 1e6);
  EXPECT_GT(loop.from_due().max(), 4e6);
  EXPECT_GE(loop.from_due().mean(), loop.from_sent().mean());
}

TEST(Statistics, the_median_is_the_middle_one_or_the_mean_of_the_two) {
  EXPECT_EQ(median({5, 1, 3}), 3);
  EXPECT_EQ(median({4, 1, 3, 2}), 2.5);
  EXPECT_EQ(median({}), 0);
}

TEST(Statistics, the_interval_of_the_median_holds_it_and_narrows_with_more_values) {
  std::vector<double> few;
  std::vector<double> many;
  for (int i = 0; i < 11; ++i) few.push_back(100 + i);
  for (int i = 0; i < 1100; ++i) many.push_back(100 + i % 11);
  const auto wide = interval_of_median(few);
  const auto narrow = interval_of_median(many);
  EXPECT_TRUE(wide.contains(105));
  EXPECT_TRUE(narrow.contains(105));
  EXPECT_LT(narrow.high - narrow.low, wide.high - wide.low);
  EXPECT_FALSE(wide.contains(100));
}

// What "95 %" says: of 200 experiments with 25 values each, 95 in a hundred have the true median in their interval.
// A bootstrap of so few values is a little off: 91 to 99.
TEST(Statistics, the_interval_of_the_median_holds_the_true_one_in_95_of_100_experiments) {
  std::mt19937_64 random{7};
  std::lognormal_distribution<double> times{0, 0.3};  // median 1
  int held = 0;
  for (int experiment = 0; experiment < 200; ++experiment) {
    std::vector<double> values(25);
    for (auto& value : values) value = times(random);
    held += interval_of_median(values).contains(1) ? 1 : 0;
  }
  EXPECT_GE(held, 182);
  EXPECT_LE(held, 198);
}

}  // namespace
}  // namespace plainsock::bench
