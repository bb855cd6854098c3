#include "plainsock/deadline.hpp"

#include <gtest/gtest.h>

using namespace plainsock;
using namespace std::chrono_literals;

TEST(Deadline, never_never_passes) {
  EXPECT_TRUE(Deadline::never().is_never());
  EXPECT_FALSE(Deadline::never().passed());
}

TEST(Deadline, after_nothing_has_passed) {
  EXPECT_TRUE(Deadline::after(0s).passed());
  EXPECT_TRUE(Deadline::after(-1h).passed());
  EXPECT_EQ(Deadline::after(-1h).remaining(), 0ms);
}

TEST(Deadline, after_longer_than_the_clock_can_count_is_never) {
  EXPECT_TRUE(Deadline::after(Deadline::Clock::duration::max()).is_never());
  EXPECT_FALSE(Deadline::after(24h * 365 * 100).is_never());
}

TEST(Deadline, what_remains_is_rounded_up) {
  // Whatever the machine does between the two lines, less than 1 ms is left; never 0 before it has passed.
  const auto soon = Deadline::after(100us);
  const auto left = soon.remaining();
  EXPECT_TRUE(left == 1ms || soon.passed()) << left.count();
  EXPECT_LE(Deadline::after(1h).remaining(), 1h);
  EXPECT_GT(Deadline::after(1h).remaining(), 59min);
}

TEST(Deadline, the_earlier_of_two_is_told) {
  const auto early = Deadline::after(1s);
  const auto late = Deadline::after(2s);
  EXPECT_EQ(earlier(early, late), early);
  EXPECT_EQ(earlier(late, early), early);
  EXPECT_EQ(earlier(Deadline::never(), late), late);
  EXPECT_LT(early, late);
}

TEST(Deadline, at_a_time_is_that_time) {
  const auto when = Deadline::Clock::now();
  EXPECT_EQ(Deadline::at(when).when(), when);
  EXPECT_TRUE(Deadline::at(when).passed());
}
