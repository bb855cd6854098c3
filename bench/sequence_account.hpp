// What became of numbered datagrams, as their receiver sees it.
#pragma once

#include <cstdint>
#include <vector>

namespace plainsock::bench {

// A sender numbers its datagrams from 0; the receiver counts each number that arrives. What is lost is known when
// the sender says how many it sent. Memory: one bit for each number.
class SequenceAccount {
 public:
  void arrived(std::uint64_t number) {
    if (number >= seen_.size()) seen_.resize(number + 1 + number / 2);
    if (seen_[number]) return void(++duplicated_);
    seen_[number] = true;
    ++unique_;
    if (number < next_) ++reordered_;
    if (number >= next_) next_ = number + 1;
  }

  std::uint64_t unique() const noexcept { return unique_; }
  std::uint64_t duplicated() const noexcept { return duplicated_; }
  // Arrived after one with a higher number.
  std::uint64_t reordered() const noexcept { return reordered_; }
  std::uint64_t lost(std::uint64_t sent) const noexcept { return sent - unique_; }

 private:
  std::vector<bool> seen_;
  std::uint64_t next_ = 0;
  std::uint64_t unique_ = 0;
  std::uint64_t duplicated_ = 0;
  std::uint64_t reordered_ = 0;
};

}  // namespace plainsock::bench
