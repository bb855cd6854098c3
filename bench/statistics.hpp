// What a few dozen numbers say, and how surely.
#pragma once

#include <algorithm>
#include <cstddef>
#include <random>
#include <vector>

namespace plainsock::bench {

inline double median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

struct Interval {
  double low = 0;
  double high = 0;
  bool contains(double value) const { return low <= value && value <= high; }
};

// The 95 % interval of the median by the percentile bootstrap (Efron 1979): the median of a thousand samples drawn
// from the values with replacement. The same values give the same interval.
inline Interval interval_of_median(const std::vector<double>& values) {
  constexpr std::size_t rounds = 1000;
  if (values.empty()) return {};
  std::mt19937 random{12345};
  std::uniform_int_distribution<std::size_t> pick{0, values.size() - 1};
  std::vector<double> medians(rounds);
  std::vector<double> drawn(values.size());
  for (auto& each : medians) {
    for (auto& value : drawn) value = values[pick(random)];
    each = median(drawn);
  }
  std::sort(medians.begin(), medians.end());
  return {medians[rounds * 25 / 1000], medians[rounds * 975 / 1000]};
}

}  // namespace plainsock::bench
