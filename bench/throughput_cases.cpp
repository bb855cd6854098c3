#include <benchmark/benchmark.h>

#include <string>

#include "cases.hpp"
#include "meter.hpp"
#include "throughput.hpp"

namespace plainsock::bench {
namespace {

using Clock = std::chrono::steady_clock;

double gigabits(double bytes, Clock::time_point begin) {
  const std::chrono::duration<double> elapsed = Clock::now() - begin;
  return bytes * 8 / 1e9 / elapsed.count();
}

void measure_stream(benchmark::State& state, std::size_t write_size, Placement placement) {
  StreamThroughput stream{write_size, placement};
  stream.block();  // the congestion window opens
  double bytes = 0;
  const Meter meter;
  const auto begin = Clock::now();
  for (auto _ : state) bytes += static_cast<double>(stream.block());
  state.counters["gbit_s"] = gigabits(bytes, begin);
  meter.report(state, bytes);
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

void measure_datagrams(benchmark::State& state, Mechanism mechanism, Pace pace, Placement placement,
                       std::size_t size) {
  DatagramThroughput datagrams{mechanism, pace, placement, size};
  const Meter meter;
  const auto begin = Clock::now();
  for (auto _ : state) datagrams.window();
  const auto elapsed = Clock::now();
  const auto report = datagrams.finish();
  const auto bytes = static_cast<double>(report.received * size);
  state.counters["gbit_s"] = bytes * 8 / 1e9 / std::chrono::duration<double>(elapsed - begin).count();
  state.counters["sent"] = static_cast<double>(report.sent);
  state.counters["received"] = static_cast<double>(report.received);
  state.counters["lost_pct"] =
      100 * static_cast<double>(report.lost) / static_cast<double>(std::max<std::uint64_t>(report.sent, 1));
  state.counters["reordered"] = static_cast<double>(report.reordered);
  state.counters["duplicated"] = static_cast<double>(report.duplicated);
  meter.report(state, bytes);
}

void add_stream(std::size_t write_size, Placement placement) {
  const auto name = "throughput/tcp/" + std::to_string(write_size) + "B/" + std::string{name_of(placement)};
  benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) {
    measure_stream(state, write_size, placement);
  })->UseRealTime();
}

void add_datagrams(Mechanism mechanism, Pace pace, Placement placement, std::size_t size) {
  constexpr std::string_view mechanisms[] = {"send", "sendmmsg", "gso+gro"};
  const auto name = "throughput/udp/" + std::to_string(size) + "B/" +
                    std::string{mechanisms[static_cast<unsigned>(mechanism)]} +
                    (pace == Pace::flood ? "/flood/" : "/windowed/") + std::string{name_of(placement)};
  benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) {
    measure_datagrams(state, mechanism, pace, placement, size);
  })->UseRealTime();
}

}  // namespace

void register_throughput() {
  for (const auto placement : {Placement::same_core, Placement::cross_core}) {
    add_stream(65536, placement);
    for (const auto mechanism : {Mechanism::single, Mechanism::many, Mechanism::segmented})
      add_datagrams(mechanism, Pace::windowed, placement, 1472);
    add_datagrams(Mechanism::single, Pace::flood, placement, 1472);
  }
  for (const std::size_t size : {64UL, 1472UL, 8192UL, 131072UL}) add_stream(size, Placement::same_core);
  for (const std::size_t size : {64UL, 8192UL, 65507UL})
    add_datagrams(Mechanism::single, Pace::windowed, Placement::same_core, size);
}

}  // namespace plainsock::bench
