#include <cmath>
#include <string>

#include "cases.hpp"
#include "throughput_measure.hpp"

namespace plainsock::bench {
namespace {

Case stream(std::size_t write_size, Placement placement, bool in_table = false, std::size_t streams = 1) {
  const auto variant = streams == 1 ? std::string{} : "/" + std::to_string(streams) + "-streams";
  return {"throughput/tcp/" + std::to_string(write_size) + "B/" + std::string{name_of(placement)} + variant,
          in_table, [=](const Repeat& repeat) {
            StreamThroughput throughput{write_size, streams, placement};
            return measure_stream(throughput, repeat);
          }};
}

std::string plan_name(const DatagramPlan& plan, Placement placement, const std::string& rate = {}) {
  return "throughput/udp/" + std::to_string(plan.bytes) + "B/" + std::string{name_of(plan.mechanism)} + "/" +
         std::string{name_of(plan.pace)} + "/" + rate + std::string{name_of(placement)};
}

Counters measure_plan(const DatagramPlan& plan, Placement placement, const Repeat& repeat) {
  DatagramThroughput throughput{plan, placement};
  return measure_datagrams(throughput, plan, repeat);
}

Case datagrams(const DatagramPlan& plan, Placement placement, bool in_table = false) {
  const auto rate = plan.pace == Pace::paced ? std::to_string(std::lround(plan.rate)) + "-per-s/" : std::string{};
  return {plan_name(plan, placement, rate), in_table,
          [=](const Repeat& repeat) { return measure_plan(plan, placement, repeat); }};
}

// One attempt of the search, in a tenth of a second.
Counters attempt(DatagramPlan plan, double rate, Placement placement) {
  plan.rate = rate;
  const auto limit = Deadline::after(std::chrono::milliseconds{100});
  return measure_plan(plan, placement, [limit](const std::function<void()>& step) {
    do step();
    while (!limit.passed());
  });
}

// The highest rate with a loss of at most 0.1 %, to 5 %, by bisection of the logarithm (RFC 2544, 26.1, asks for
// none at all, which one stray datagram would decide). Loss need not grow with the rate: it is the highest of those
// tried.
Counters measure_highest(const DatagramPlan& plan, Placement placement, const Repeat& repeat) {
  Counters best;
  repeat([&] {
    double low = 5000;
    best = attempt(plan, low, placement);
    double high = 2e6;
    while (high / low > 1.05) {
      const double rate = std::sqrt(low * high);
      const auto counters = attempt(plan, rate, placement);
      const bool kept_up = counters.at("sent_per_second") > 0.97 * rate && counters.at("lost_pct") <= 0.1;
      (kept_up ? low : high) = rate;
      if (kept_up) best = counters;
    }
  });
  return best;
}

void add_offered_rates(std::vector<Case>& cases, Placement placement) {
  DatagramPlan plan{Mechanism::single, Pace::paced, 1472, 0};
  for (const double rate : {10e3, 25e3, 50e3, 100e3, 200e3, 300e3, 400e3, 600e3, 800e3}) {
    plan.rate = rate;
    cases.push_back(datagrams(plan, placement));
  }
  cases.push_back({plan_name(plan, placement, "highest/"), false,
                   [=](const Repeat& repeat) { return measure_highest(plan, placement, repeat); }});
}

}  // namespace

std::vector<Case> throughput_cases() {
  std::vector<Case> cases;
  for (const auto placement : placements()) {
    const bool first = placement == placements().front();
    cases.push_back(stream(65536, placement, first));
    cases.push_back(stream(65536, placement, false, 4));
    for (const auto mechanism : mechanisms())
      cases.push_back(datagrams({mechanism, Pace::windowed, 1472, 0}, placement, first));
    cases.push_back(datagrams({Mechanism::single, Pace::flood, 1472, 0}, placement, first));
    add_offered_rates(cases, placement);
  }
  const auto placement = placements().front();
  for (const std::size_t size : {64U, 1472U, 8192U, 131072U}) cases.push_back(stream(size, placement));
  for (const std::size_t size : {64U, 8192U, 65507U})
    cases.push_back(datagrams({Mechanism::single, Pace::windowed, size, 0}, placement));
  return cases;
}

}  // namespace plainsock::bench
