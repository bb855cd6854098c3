#include "bench/round_trip.hpp"

#include <gtest/gtest.h>

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

TEST(RoundTripOfAStream, brings_every_message_back) {
  RoundTripSession<StreamLink> session{stream_link(WaitKind::select), 100'000, Placement::unpinned};
  Histogram samples;
  session.begin();
  for (int i = 0; i < 20; ++i) session.trip(samples);
  EXPECT_EQ(samples.count(), 20U);
  EXPECT_GT(samples.min(), 0);
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

}  // namespace
}  // namespace plainsock::bench
