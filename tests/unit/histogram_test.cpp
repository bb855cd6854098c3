#include "bench/histogram.hpp"

#include <gtest/gtest.h>

#include <random>

#include "bench/sequence_account.hpp"

namespace plainsock::bench {
namespace {

TEST(Histogram, percentiles_differ_from_those_of_sorted_samples_by_at_most_one_per_cent) {
  std::mt19937_64 random{1};
  std::lognormal_distribution<double> times{8.4, 1.5};
  std::vector<std::uint64_t> samples(100'000);
  Histogram histogram;
  for (auto& sample : samples) histogram.add(sample = static_cast<std::uint64_t>(times(random)));
  std::sort(samples.begin(), samples.end());
  for (const double share : {0.01, 0.5, 0.9, 0.99, 0.999}) {
    const auto exact = static_cast<double>(samples[static_cast<std::size_t>(share * 100'000)]);
    EXPECT_NEAR(histogram.percentile(share), exact, exact / 100) << share;
  }
  EXPECT_EQ(histogram.min(), static_cast<double>(samples.front()));
  EXPECT_EQ(histogram.max(), static_cast<double>(samples.back()));
}

TEST(Histogram, adding_another_is_as_if_its_samples_had_been_added) {
  Histogram both;
  Histogram first;
  Histogram second;
  for (std::uint64_t i = 0; i < 5000; ++i) both.add(i * i), (i % 2 == 0 ? first : second).add(i * i);
  first.add(second);
  EXPECT_EQ(first.count(), both.count());
  EXPECT_EQ(first.percentile(0.75), both.percentile(0.75));
}

TEST(SequenceAccount, tells_lost_reordered_and_duplicated_datagrams_apart) {
  SequenceAccount account;
  for (const auto number : std::initializer_list<std::uint64_t>{0, 1, 3, 2, 3, 7, 5}) account.arrived(number);
  EXPECT_EQ(account.unique(), 6U);
  EXPECT_EQ(account.duplicated(), 1U);
  EXPECT_EQ(account.reordered(), 2U);
  EXPECT_EQ(account.lost(8), 2U);
}

}  // namespace
}  // namespace plainsock::bench
