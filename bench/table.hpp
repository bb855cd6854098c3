// Remembers what was measured, and answers "TCP or UDP?" in a few lines.
#pragma once

#include <benchmark/benchmark.h>

#include <map>
#include <string>
#include <vector>

namespace plainsock::bench {

// Every repetition of every case: the counters by name.
using Counters = std::map<std::string, double>;
using Results = std::map<std::string, std::vector<Counters>>;

class Recorder final : public benchmark::ConsoleReporter {
 public:
  // quiet: only the table is to be printed.
  explicit Recorder(bool quiet) : ConsoleReporter(OO_Tabular), quiet_(quiet) {}
  bool ReportContext(const Context&) override;
  void ReportRuns(const std::vector<Run>&) override;
  const Results& results() const { return results_; }

 private:
  bool quiet_;
  Results results_;
};

// The median over the repetitions; 0 when there is no such case or counter.
double median_of(const Results&, const std::string& name, const std::string& counter);

void print_table(const Results&);

}  // namespace plainsock::bench
