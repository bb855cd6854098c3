// What poll and select of either system look at: an array without gaps, in which a socket is found by its number.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "platform/poller_backend.hpp"

namespace plainsock {

// `number` is the member of Item that holds the system's number of the socket.
template <typename Item, auto number>
class WatchArray {
 public:
  using Number = std::remove_cvref_t<decltype(std::declval<Item>().*number)>;

  std::span<Item> items() noexcept { return items_; }

  Result<void> add(const Item& item, std::uintptr_t key) {
    if (!place_.emplace(item.*number, items_.size()).second) return std::make_error_code(std::errc::file_exists);
    items_.push_back(item);
    keys_.push_back(key);
    return {};
  }

  // Puts `item` in the place of the one that has its number.
  Result<void> replace(const Item& item, std::uintptr_t key) {
    const auto found = place_.find(item.*number);
    if (found == place_.end()) return std::make_error_code(std::errc::no_such_file_or_directory);
    items_[found->second] = item;
    keys_[found->second] = key;
    return {};
  }

  // The last one moves into the gap.
  Result<void> remove(Number s) {
    const auto found = place_.find(s);
    if (found == place_.end()) return std::make_error_code(std::errc::no_such_file_or_directory);
    const auto gap = found->second;
    place_[items_.back().*number] = gap;
    items_[gap] = items_.back();
    keys_[gap] = keys_.back();
    items_.pop_back();
    keys_.pop_back();
    place_.erase(s);
    return {};
  }

  // Fills `events` with those for which readiness(item) is not none, at most `ready` of them. Begins behind the one
  // that was reported last: with more ready than fit, each gets its turn. Returns how many were filled.
  template <typename Readiness>
  int report(std::span<Event> events, std::size_t ready, const Readiness& readiness) {
    std::size_t count = 0;
    const auto begin = next_;
    for (std::size_t i = 0; i < items_.size() && count < std::min(ready, events.size()); ++i) {
      const auto at = (begin + i) % items_.size();
      const Interest is = readiness(items_[at]);
      if (is == Interest::none) continue;
      events[count++] = event_of(keys_[at], is);
      next_ = at + 1;
    }
    return static_cast<int>(count);
  }

 private:
  std::vector<Item> items_;
  std::vector<std::uintptr_t> keys_;  // of the socket at the same place
  std::unordered_map<Number, std::size_t> place_;
  std::size_t next_ = 0;
};

}  // namespace plainsock
