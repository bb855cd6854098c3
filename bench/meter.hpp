// What a stretch of measuring has cost both ends, and who else used the machine meanwhile.
#pragma once

#include <algorithm>
#include <functional>

#include "platform/bench_system.hpp"
#include "results.hpp"

namespace plainsock::bench {

// What a far end in another process has used; nothing when it is a thread of this one, or runs elsewhere and cannot
// be asked.
using FarUsage = std::function<Usage()>;

class Meter {
 public:
  explicit Meter(FarUsage far = {})
      : far_(std::move(far)), used_(both()), busy_(machine_busy_time()), begin_(Clock::now()) {}

  // Counters for `count` operations: how many in a second, CPU of both ends, context switches, and the share of a
  // processor that others took.
  void report(Counters& counters, double count) const {
    const std::chrono::duration<double> elapsed = Clock::now() - begin_;
    const auto busy = machine_busy_time() - busy_;
    const auto now = both();
    const auto mine = now.processor_time - used_.processor_time;
    if (count <= 0) return;
    counters["per_second"] = count / elapsed.count();
    counters["cpu_ns"] = static_cast<double>(mine.count()) / count;
    counters["switches"] = static_cast<double>(now.context_switches - used_.context_switches) / count;
    counters["others_cpu_pct"] = std::max(0.0, static_cast<double>((busy - mine).count()) / 1e7 / elapsed.count());
  }

 private:
  using Clock = std::chrono::steady_clock;
  Usage both() const {
    auto sum = usage();
    if (!far_) return sum;
    const auto far = far_();
    sum.processor_time += far.processor_time;
    sum.context_switches += far.context_switches;
    return sum;
  }

  FarUsage far_;
  Usage used_;
  std::chrono::nanoseconds busy_;
  Clock::time_point begin_;
};

}  // namespace plainsock::bench
