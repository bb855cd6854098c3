#include "table.hpp"

#include <algorithm>
#include <cstdio>

#include "platform/bench_system.hpp"

namespace plainsock::bench {
namespace {

// What waking the other thread costs without any socket.
void print_floor(const Results& results, const std::string& placement) {
  const auto name = "floor/" + std::string{word_sleep_name()} + "/0B/block/" + placement;
  if (!results.contains(name)) return;
  std::printf("  %-10s  wake-up %5.2f us %9.2f us %9.0f\n", placement.c_str(),
              median_of(results, name, "p50_ns") / 1e3, median_of(results, name, "p99_ns") / 1e3,
              median_of(results, name, "per_second"));
}

// The medians of both protocols come from the runs in turn, so that what drifts meanwhile drifts for both.
void print_round_trip(const Results& results, const std::string& placement, const std::string& protocol) {
  const auto name = "rtt/" + protocol + "/64B/block/" + placement;
  const auto pair = "pair/tcp-udp/64B/block/" + placement;
  if (!results.contains(name) || !results.contains(pair)) return;
  const auto value = [&](const char* counter) { return median_of(results, name, counter); };
  const double p50 = median_of(results, pair, protocol + "_p50_ns");
  std::printf("  %-10s  %s  %8.2f us %9.2f us %9.0f %9.1f %9.1f %9.2f us\n", placement.c_str(),
              protocol == "tcp" ? "TCP" : "UDP", p50 / 1e3, median_of(results, pair, protocol + "_p99_ns") / 1e3,
              value("per_second"), value("syscalls"), value("switches"), value("cpu_ns") / 1e3);
}

void print_ratio(const Results& results, const std::string& placement) {
  const auto name = "pair/tcp-udp/64B/block/" + placement;
  if (!results.contains(name)) return;
  const Interval interval{median_of(results, name, "ratio_low"), median_of(results, name, "ratio_high")};
  std::printf("  %-10s  a TCP round trip takes %.3f times as long as UDP's", placement.c_str(),
              median_of(results, name, "ratio"));
  if (median_of(results, name, "pairs") < 6) return void(std::printf(" (too few pairs for an interval)\n"));
  std::printf(" (95 %%: %.3f to %.3f)%s\n", interval.low, interval.high,
              interval.contains(1) ? ": no difference that this machine can show" : "");
}

void print_throughput(const Results& results) {
  std::printf("\nthroughput, counted by the receiver        Gbit/s      lost   CPU of both ends\n");
  for (const auto& [name, repetitions] : results) {
    if (!name.starts_with("throughput/") || name.find("-per-s/") != std::string::npos) continue;
    std::printf("  %-38s %8.2f  %6.2f %%   %6.2f ns a byte\n", name.c_str() + 11,
                median_of(results, name, "gbit_s"), median_of(results, name, "lost_pct"),
                median_of(results, name, "cpu_ns"));
  }
}

// A fifth of a processor taken by others moves even medians.
void print_warning(const Results& results) {
  double most = 0;
  for (const auto& [name, repetitions] : results) most = std::max(most, median_of(results, name, "others_cpu_pct"));
  if (most <= 20) return;
  std::printf(
      "\nwarning: other programs used up to %.0f %% of a processor meanwhile: these numbers are theirs too.\n",
      most);
}

double lost_in_round_trips(const Results& results) {
  double lost = 0;
  for (const auto& [name, repetitions] : results) {
    if (name.starts_with("open/")) continue;
    for (const auto& counters : repetitions) {
      if (const auto found = counters.find("lost"); found != counters.end()) lost += found->second;
    }
  }
  return lost;
}

}  // namespace

void print_table(const Results& results) {
  if (results.empty()) return;
  std::printf("round trip, 64 bytes         p50          p99   trips/s  syscalls  switches  CPU (both ends)\n");
  for (const auto* placement : {"same-core", "cross-core", "unpinned", "two-hosts"}) {
    print_floor(results, placement);
    for (const auto* protocol : {"tcp", "udp"}) print_round_trip(results, placement, protocol);
  }
  if (results.contains("rtt/tcp/64B/block/two-hosts"))
    std::printf("  two-hosts: switches and CPU are of this end, system calls are not counted\n");
  if (const double lost = lost_in_round_trips(results); lost > 0)
    std::printf("  %.0f UDP round trips were lost\n", lost);
  std::printf("\nTCP against UDP, measured in turn\n");
  for (const auto* placement : {"same-core", "cross-core", "unpinned", "two-hosts"})
    print_ratio(results, placement);
  print_throughput(results);
  print_warning(results);
}

}  // namespace plainsock::bench
