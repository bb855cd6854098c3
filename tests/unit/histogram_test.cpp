#include "bench/histogram.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <random>

#include "bench/sequence_account.hpp"

namespace plainsock::bench {
namespace {

struct Times {
  const char* name;
  double (*draw)(std::mt19937_64&);
};

// Times as they come: a long tail, a bound, waits, two modes (awake or asleep), one value only.
const Times distributions[] = {
    {"long_tail",
     [](std::mt19937_64& random) {
       return std::lognormal_distribution{8.4, 1.5}(random);
     }},
    {"bounded",
     [](std::mt19937_64& random) {
       return std::uniform_real_distribution{3e3, 5e3}(random);
     }},
    {"waits", [](std::mt19937_64& random) { return std::exponential_distribution{1e-6}(random); }},
    {"two_modes",
     [](std::mt19937_64& random) {
       return std::normal_distribution{random() % 4 == 0 ? 9e4 : 4e3, 100.0}(random);
     }},
    {"constant", [](std::mt19937_64&) { return 4270.0; }},
};

class HistogramOf : public testing::TestWithParam<Times> {};

TEST_P(HistogramOf, samples_has_percentiles_within_one_per_cent_of_those_of_the_sorted_samples) {
  std::mt19937_64 random{1};
  std::vector<std::uint64_t> samples(100'000);
  Histogram histogram;
  for (auto& sample : samples) histogram.add(sample = static_cast<std::uint64_t>(GetParam().draw(random)));
  std::sort(samples.begin(), samples.end());
  for (const double share : {0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999}) {
    const auto exact = static_cast<double>(samples[static_cast<std::size_t>(std::ceil(share * 100'000)) - 1]);
    EXPECT_NEAR(histogram.percentile(share), exact, exact / 100) << share;
  }
  const auto sum = std::accumulate(samples.begin(), samples.end(), std::uint64_t{0});
  EXPECT_EQ(histogram.mean(), static_cast<double>(sum) / 100'000);
  EXPECT_EQ(histogram.min(), static_cast<double>(samples.front()));
  EXPECT_EQ(histogram.max(), static_cast<double>(samples.back()));
}

INSTANTIATE_TEST_SUITE_P(Distributions, HistogramOf, testing::ValuesIn(distributions),
                         [](const auto& each) { return std::string{each.param.name}; });

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
