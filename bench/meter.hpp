// What a stretch of measuring has cost this process, and who else used the machine meanwhile.
#pragma once

#include <algorithm>

#include "platform/bench_system.hpp"
#include "results.hpp"

namespace plainsock::bench {

class Meter {
 public:
  Meter() : begin_(Clock::now()), used_(usage()), busy_(machine_busy_time()) {}

  // Counters for `count` operations: how many in a second, CPU of both ends, context switches, and the share of a
  // processor that others took.
  void report(Counters& counters, double count) const {
    const auto now = usage();
    const auto mine = now.processor_time - used_.processor_time;
    const auto others = machine_busy_time() - busy_ - mine;
    const std::chrono::duration<double> elapsed = Clock::now() - begin_;
    if (count <= 0) return;
    counters["per_second"] = count / elapsed.count();
    counters["cpu_ns"] = static_cast<double>(mine.count()) / count;
    counters["switches"] = static_cast<double>(now.context_switches - used_.context_switches) / count;
    counters["others_cpu_pct"] = std::max(0.0, static_cast<double>(others.count()) / 1e7 / elapsed.count());
  }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point begin_;
  Usage used_;
  std::chrono::nanoseconds busy_;
};

}  // namespace plainsock::bench
