#include <benchmark/benchmark.h>

#include <string>

#include "cases.hpp"
#include "meter.hpp"
#include "plainsock/trace.hpp"
#include "round_trip.hpp"
#include "statistics.hpp"

namespace plainsock::bench {
namespace {

class NullSink final : public TraceSink {
 public:
  void line(std::string_view) noexcept override {}
};
NullSink null_sink;

std::string name_of(const RoundTripCase& c) {
  return std::string{c.protocol == Protocol::tcp ? "tcp" : "udp"} + "/" + std::to_string(c.bytes) + "B/" +
         std::string{name_of(c.wait)} + "/" + std::string{name_of(c.placement)};
}

void report(benchmark::State& state, const Histogram& samples) {
  state.counters["p50_ns"] = samples.percentile(0.5);
  state.counters["p90_ns"] = samples.percentile(0.9);
  state.counters["p99_ns"] = samples.percentile(0.99);
  state.counters["p999_ns"] = samples.percentile(0.999);
  state.counters["min_ns"] = samples.min();
  state.counters["max_ns"] = samples.max();
  state.counters["mean_ns"] = samples.mean();
  state.counters["samples"] = static_cast<double>(samples.count());
}

// System calls of both ends for one round trip, by the trace's own counter, apart from the timed trips.
template <class Session>
double calls_of_a_trip(Session& session) {
  constexpr int trips = 1000;
  Histogram unused;
  const auto before = traced_calls();
  trace_to(&null_sink);
  for (int i = 0; i < trips; ++i) session.trip(unused);
  trace_to(nullptr);
  return static_cast<double>(traced_calls() - before) / trips;
}

template <class Link>
void measure(benchmark::State& state, LinkPair<Link> links, const RoundTripCase& c) {
  RoundTripSession<Link> session{std::move(links), c.bytes, c.placement};
  Histogram samples;
  session.begin();
  for (int i = 0; i < 200; ++i) session.trip(samples);  // warms caches; they are thrown away
  samples = Histogram{};
  session.begin();
  const Meter meter;
  for (auto _ : state) session.trip(samples);
  meter.report(state, static_cast<double>(samples.count()));
  report(state, samples);
  session.begin();
  state.counters["syscalls"] = calls_of_a_trip(session);
}

// Blocks of TCP and of UDP in turn, TCP first in every other pair (ABBA): what drifts, drifts for both. One
// iteration is one pair. The two connections exist all the time; the one that is not measured sleeps.
void measure_pairs(benchmark::State& state, const RoundTripCase& c) {
  constexpr int block = 1000;
  RoundTripSession<StreamLink> tcp{stream_link(c.wait), c.bytes, c.placement};
  RoundTripSession<DatagramLink> udp{datagram_link(c.wait), c.bytes, c.placement};
  Histogram tcp_all;
  Histogram udp_all;
  std::vector<double> tcp_medians;
  std::vector<double> udp_medians;
  const auto run = [](auto& session, Histogram& all, std::vector<double>& medians) {
    Histogram samples;
    session.begin();
    for (int i = 0; i < block; ++i) session.trip(samples);
    all.add(samples);
    medians.push_back(samples.percentile(0.5));
  };
  const Meter meter;
  bool tcp_first = false;
  for (auto _ : state) {
    tcp_first = !tcp_first;
    if (tcp_first) run(tcp, tcp_all, tcp_medians);
    run(udp, udp_all, udp_medians);
    if (!tcp_first) run(tcp, tcp_all, tcp_medians);
  }
  meter.report(state, static_cast<double>(tcp_all.count() + udp_all.count()));
  std::vector<double> ratios(tcp_medians.size());
  for (std::size_t i = 0; i < ratios.size(); ++i) ratios[i] = tcp_medians[i] / udp_medians[i];
  const auto interval = interval_of_median(ratios);
  state.counters["pairs"] = static_cast<double>(ratios.size());
  state.counters["ratio"] = median(ratios);
  state.counters["ratio_low"] = interval.low;
  state.counters["ratio_high"] = interval.high;
  state.counters["tcp_p50_ns"] = median(tcp_medians);
  state.counters["udp_p50_ns"] = median(udp_medians);
  state.counters["tcp_p99_ns"] = tcp_all.percentile(0.99);
  state.counters["udp_p99_ns"] = udp_all.percentile(0.99);
}

void add(const RoundTripCase& c) {
  const auto run = [c](benchmark::State& state) {
    if (c.protocol == Protocol::tcp) return measure(state, stream_link(c.wait), c);
    measure(state, datagram_link(c.wait), c);
  };
  benchmark::RegisterBenchmark(("rtt/" + name_of(c)).c_str(), run)->UseRealTime();
}

void add_pair(const RoundTripCase& c) {
  const auto name = "pair/tcp-udp/" + name_of(c).substr(4);
  benchmark::RegisterBenchmark(name.c_str(), [c](benchmark::State& state) {
    measure_pairs(state, c);
  })->UseRealTime();
}

}  // namespace

void register_round_trips() {
  for (const auto placement : {Placement::same_core, Placement::cross_core}) {
    for (const auto protocol : {Protocol::tcp, Protocol::udp}) add({protocol, 64, WaitKind::block, placement});
    add_pair({Protocol::tcp, 64, WaitKind::block, placement});
  }
  for (const auto protocol : {Protocol::tcp, Protocol::udp}) {
    for (const auto wait : {WaitKind::poll, WaitKind::select, WaitKind::epoll})
      add({protocol, 64, wait, Placement::same_core});
    add({protocol, 64, WaitKind::spin, Placement::cross_core});
    for (const std::size_t bytes : {1UL, 1024UL, 4096UL, 16384UL, 32768UL, 65507UL})
      add({protocol, bytes, WaitKind::block, Placement::same_core});
  }
}

}  // namespace plainsock::bench
