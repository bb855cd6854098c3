// A run of throughput as counters.
#pragma once

#include <algorithm>

#include "cases.hpp"
#include "meter.hpp"
#include "throughput.hpp"

namespace plainsock::bench {

inline double gigabits(double bytes, double seconds) { return bytes * 8 / 1e9 / seconds; }

inline Counters measure_stream(StreamThroughput& stream, const Repeat& repeat, FarUsage far = {}) {
  static_cast<void>(stream.block());  // the congestion window opens
  double bytes = 0;
  Counters counters;
  const Meter meter{std::move(far)};
  repeat([&] { bytes += static_cast<double>(stream.block()); });
  meter.report(counters, bytes);
  counters["gbit_s"] = gigabits(counters["per_second"], 1);
  return counters;
}

inline Counters measure_datagrams(DatagramThroughput& datagrams, const DatagramPlan& plan, const Repeat& repeat,
                                  FarUsage far = {}) {
  Counters counters;
  const Meter meter{std::move(far)};
  const auto begin = std::chrono::steady_clock::now();
  repeat([&] { datagrams.step(); });
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
  const auto report = datagrams.finish();
  const auto sent = static_cast<double>(report.sent);
  const auto bytes = static_cast<double>(report.received * plan.bytes);
  meter.report(counters, bytes);
  counters["gbit_s"] = gigabits(bytes, elapsed.count());
  counters["sent"] = sent;
  counters["received"] = static_cast<double>(report.received);
  counters["lost_pct"] = 100 * static_cast<double>(report.lost) / std::max(sent, 1.0);
  counters["reordered"] = static_cast<double>(report.reordered);
  counters["duplicated"] = static_cast<double>(report.duplicated);
  counters["sent_per_second"] = sent / elapsed.count();
  if (plan.pace == Pace::paced) counters["offered_per_second"] = plan.rate;
  counters["cpu_ns_per_message"] = counters["cpu_ns"] * static_cast<double>(plan.bytes);
  return counters;
}

}  // namespace plainsock::bench
