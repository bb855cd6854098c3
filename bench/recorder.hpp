// Remembers what Google Benchmark's cases report, and prints it as its console does, or not. Of repetitions only
// the median is printed.
#pragma once

#include <benchmark/benchmark.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "results.hpp"

namespace plainsock::bench {

class Recorder final : public benchmark::ConsoleReporter {
 public:
  // quiet: only the table is to be printed.
  explicit Recorder(bool quiet) : quiet_(quiet) {}
  bool ReportContext(const Context& context) override { return quiet_ || ConsoleReporter::ReportContext(context); }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const auto& run : runs) {
      if (run.run_type != Run::RT_Iteration || run.error_occurred) continue;
      auto& counters = results_[run.run_name.function_name].emplace_back();
      for (const auto& [name, counter] : run.counters) counters[name] = counter.value;
    }
    std::vector<Run> printed;
    std::copy_if(runs.begin(), runs.end(), std::back_inserter(printed), [](const Run& run) {
      return run.repetitions <= 1 || run.error_occurred || run.aggregate_name == "median";
    });
    if (!quiet_) ConsoleReporter::ReportRuns(printed);
  }
  const Results& results() const { return results_; }

 private:
  bool quiet_;
  Results results_;
};

}  // namespace plainsock::bench
