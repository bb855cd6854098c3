#include "look.hpp"

#include <cstdio>

#include "floor.hpp"
#include "round_trip.hpp"

namespace plainsock::bench {
namespace {

using Clock = std::chrono::steady_clock;

double others_while_asleep(Clock::duration time) {
  const auto begin = Clock::now();
  const auto busy = machine_busy_time();
  const auto mine = usage().processor_time;
  std::this_thread::sleep_for(time);
  const std::chrono::duration<double> elapsed = Clock::now() - begin;
  const auto others = machine_busy_time() - busy - (usage().processor_time - mine);
  return std::max(0.0, static_cast<double>(others.count()) / 1e7 / elapsed.count());
}

// Reads the clock without end: what lies between two readings is the cost, or a gap.
void spin(Look& look, Clock::duration time) {
  const Pinned pinned{near_processor(placements().front())};
  Histogram gaps;
  auto last = Clock::now();
  for (const auto end = last + time; last < end;) {
    const auto now = Clock::now();
    gaps.add(static_cast<std::uint64_t>((now - last).count()));
    last = now;
  }
  look.clock_ns = gaps.percentile(0.5);
  look.longest_gap_us = gaps.max() / 1e3;
}

double wake_up(Clock::duration time) {
  RoundTripSession<WordLink> session{WordLink::pair(), 1, placements().front()};
  Histogram samples;
  session.begin();
  for (const auto end = Clock::now() + time; Clock::now() < end;) session.trip(samples);
  return samples.percentile(0.5) / 1e3;
}

std::string text_of(double number) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", number);
  return text;
}

}  // namespace

Look look_at_machine() {
  Look look;
  look.others_cpu_pct = others_while_asleep(std::chrono::milliseconds{1000});
  spin(look, std::chrono::milliseconds{800});
  look.wake_up_us = wake_up(std::chrono::milliseconds{200});
  return look;
}

std::vector<std::pair<std::string, std::string>> facts_of(const Look& look) {
  return {{"look_others_cpu_pct", text_of(look.others_cpu_pct)},
          {"look_clock_ns", text_of(look.clock_ns)},
          {"look_longest_gap_us", text_of(look.longest_gap_us)},
          {"look_wake_up_us", text_of(look.wake_up_us)},
          {"look_verdict", look.quiet() ? "quiet" : "busy"}};
}

std::string verdict_of(const Look& look) {
  return "machine: other programs use " + text_of(look.others_cpu_pct) +
         " % of a processor; a thread that never sleeps pauses " + text_of(look.longest_gap_us) +
         " us at most; waking another and being woken takes " + text_of(look.wake_up_us) +
         " us; reading the clock " + text_of(look.clock_ns) + " ns. " +
         (look.quiet() ? "Quiet enough: p50 on one core can be trusted."
                       : "Too busy for numbers to keep: p50 on one core may do, nothing else will.");
}

}  // namespace plainsock::bench
