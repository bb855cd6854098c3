#include "table.hpp"

#include <cstdio>

#include "statistics.hpp"

namespace plainsock::bench {

bool Recorder::ReportContext(const Context& context) { return quiet_ || ConsoleReporter::ReportContext(context); }

void Recorder::ReportRuns(const std::vector<Run>& runs) {
  for (const auto& run : runs) {
    if (run.run_type != Run::RT_Iteration || run.error_occurred) continue;
    auto& counters = results_[run.run_name.function_name].emplace_back();
    for (const auto& [name, counter] : run.counters) counters[name] = counter.value;
  }
  if (!quiet_) ConsoleReporter::ReportRuns(runs);
}

double median_of(const Results& results, const std::string& name, const std::string& counter) {
  const auto found = results.find(name);
  std::vector<double> values;
  if (found == results.end()) return 0;
  for (const auto& counters : found->second) {
    if (const auto value = counters.find(counter); value != counters.end()) values.push_back(value->second);
  }
  return median(std::move(values));
}

namespace {

void print_round_trip(const Results& results, const std::string& placement, const std::string& protocol) {
  const auto name = "rtt/" + protocol + "/64B/block/" + placement;
  if (!results.contains(name)) return;
  const auto value = [&](const char* counter) { return median_of(results, name, counter); };
  std::printf("  %-10s  %s  %7.2f us %8.2f us %9.0f   %6.1f   %6.1f   %7.2f us\n", placement.c_str(),
              protocol == "tcp" ? "TCP" : "UDP", value("p50_ns") / 1e3, value("p99_ns") / 1e3,
              value("mean_ns") > 0 ? 1e9 / value("mean_ns") : 0, value("syscalls"), value("switches"),
              value("cpu_ns") / 1e3);
}

void print_ratio(const Results& results, const std::string& placement) {
  const auto name = "pair/tcp-udp/64B/block/" + placement;
  if (!results.contains(name)) return;
  const double ratio = median_of(results, name, "ratio");
  const Interval interval{median_of(results, name, "ratio_low"), median_of(results, name, "ratio_high")};
  std::printf("  %-10s  TCP takes %.3f times as long as UDP (95 %%: %.3f to %.3f)%s\n", placement.c_str(), ratio,
              interval.low, interval.high,
              interval.contains(1) ? ": no difference that this machine can show" : "");
}

void print_throughput(const Results& results) {
  std::printf("\nthroughput, counted by the receiver      Gbit/s     lost   CPU of both ends\n");
  for (const auto& [name, repetitions] : results) {
    if (!name.starts_with("throughput/")) continue;
    std::printf("  %-38s %7.2f  %5.1f %%   %5.2f ns a byte\n", name.c_str() + 11,
                median_of(results, name, "gbit_s"), median_of(results, name, "lost_pct"),
                median_of(results, name, "cpu_ns"));
  }
}

// A fifth of a processor taken by others moves even medians.
void print_warning(const Results& results) {
  double most = 0;
  for (const auto& [name, repetitions] : results) most = std::max(most, median_of(results, name, "others_cpu_pct"));
  if (most > 20)
    std::printf(
        "\nwarning: other programs used up to %.0f %% of a processor meanwhile; trust ratios and same-core "
        "medians\n",
        most);
}

}  // namespace

void print_table(const Results& results) {
  if (results.empty()) return;
  std::printf("round trip, 64 bytes     p50         p99      trips/s  syscalls switches  CPU (both ends)\n");
  for (const auto* placement : {"same-core", "cross-core"}) {
    for (const auto* protocol : {"tcp", "udp"}) print_round_trip(results, placement, protocol);
  }
  std::printf("\nTCP against UDP, measured in turn\n");
  for (const auto* placement : {"same-core", "cross-core"}) print_ratio(results, placement);
  print_throughput(results);
  print_warning(results);
}

}  // namespace plainsock::bench
