// An absolute point in time by which something must have happened.
#pragma once

#include <algorithm>
#include <chrono>

namespace plainsock {

// Absolute, so that it survives loops, retries after EINTR and several addresses without growing. Measured by
// std::chrono::steady_clock; a machine's wall clock may be set, this one may not.
class Deadline {
 public:
  using Clock = std::chrono::steady_clock;

  // Never passes. The brackets are for windows.h, where max is a macro.
  static constexpr Deadline never() noexcept { return Deadline{(Clock::time_point::max)()}; }
  // Passes once `wait` has gone by; already passed when it is zero or less.
  static Deadline after(Clock::duration wait) noexcept {
    const auto now = Clock::now();
    return wait >= never().when_ - now ? never() : Deadline{now + wait};
  }
  static constexpr Deadline at(Clock::time_point when) noexcept { return Deadline{when}; }

  constexpr bool is_never() const noexcept { return when_ == never().when_; }
  bool passed() const noexcept { return !is_never() && Clock::now() >= when_; }
  constexpr Clock::time_point when() const noexcept { return when_; }

  // What is left, rounded up to whole milliseconds (a wait of 100 us must not become a poll of 0 ms that spins);
  // 0 when it has passed. Not to be asked of never().
  std::chrono::milliseconds remaining() const noexcept {
    return std::max<std::chrono::milliseconds>(std::chrono::ceil<std::chrono::milliseconds>(when_ - Clock::now()),
                                               std::chrono::milliseconds{0});
  }

  friend constexpr Deadline earlier(Deadline a, Deadline b) noexcept { return a.when_ < b.when_ ? a : b; }
  friend constexpr auto operator<=>(Deadline, Deadline) noexcept = default;

 private:
  constexpr explicit Deadline(Clock::time_point when) noexcept : when_(when) {}
  Clock::time_point when_;
};

}  // namespace plainsock
