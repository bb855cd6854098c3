#include <string>

#include "cases.hpp"
#include "meter.hpp"
#include "plainsock/trace.hpp"
#include "round_trip.hpp"

namespace plainsock::bench {
namespace {

enum class Protocol { tcp, udp };

struct Parameters {
  Protocol protocol = Protocol::tcp;
  std::size_t bytes = 64;
  WaitKind wait = WaitKind::block;
  Placement placement = Placement::same_core;
};

class NullSink final : public TraceSink {
 public:
  void line(std::string_view) noexcept override {}
};
NullSink null_sink;

std::string name_of(const Parameters& p) {
  return std::to_string(p.bytes) + "B/" + std::string{name_of(p.wait)} + "/" + std::string{name_of(p.placement)};
}

void report(Counters& counters, const Histogram& samples, const std::string& prefix) {
  counters[prefix + "p50_ns"] = samples.percentile(0.5);
  counters[prefix + "p90_ns"] = samples.percentile(0.9);
  counters[prefix + "p99_ns"] = samples.percentile(0.99);
  counters[prefix + "p999_ns"] = samples.percentile(0.999);
  counters[prefix + "min_ns"] = samples.min();
  counters[prefix + "max_ns"] = samples.max();
  counters[prefix + "mean_ns"] = samples.mean();
  counters[prefix + "samples"] = static_cast<double>(samples.count());
}

// System calls of both ends for one round trip, by the trace's own counter, apart from the timed trips.
template <class Session>
double calls_of_a_trip(Session& session) {
  constexpr int trips = 200;
  Histogram unused;
  const auto before = traced_calls();
  trace_to(&null_sink);
  session.begin();
  for (int i = 0; i < trips; ++i) session.trip(unused);
  trace_to(nullptr);
  return static_cast<double>(traced_calls() - before) / trips;
}

template <class Link>
Counters measure(LinkPair<Link> links, const Parameters& p, const Repeat& repeat) {
  RoundTripSession<Link> session{std::move(links), p.bytes, p.placement};
  Histogram samples;
  session.begin();
  for (int i = 0; i < 200; ++i) session.trip(samples);  // warms caches; they are thrown away
  samples = Histogram{};
  Counters counters;
  const Meter meter;
  session.begin();
  repeat([&] { session.trip(samples); });
  meter.report(counters, static_cast<double>(samples.count()));
  report(counters, samples, "");
  counters["lost"] = static_cast<double>(session.lost());
  counters["syscalls"] = calls_of_a_trip(session);
  return counters;
}

// One protocol of a pair: blocks of round trips, each with its median.
template <class Link>
struct Side {
  RoundTripSession<Link> session;
  Histogram all{};
  std::vector<double> medians{};

  void block() {
    Histogram samples;
    session.begin();
    for (int i = 0; i < 100; ++i) session.trip(samples);
    all.add(samples);
    medians.push_back(samples.percentile(0.5));
  }
};

// Blocks of TCP and of UDP in turn, TCP first in every other pair (ABBA). The two connections exist all the time;
// the one that is not measured sleeps.
Counters measure_pairs(const Parameters& p, const Repeat& repeat) {
  Side<StreamLink> tcp{{stream_link(p.wait), p.bytes, p.placement}};
  Side<DatagramLink> udp{{datagram_link(p.wait), p.bytes, p.placement}};
  Counters counters;
  const Meter meter;
  bool tcp_first = false;
  repeat([&] {
    tcp_first = !tcp_first;
    if (tcp_first) tcp.block();
    udp.block();
    if (!tcp_first) tcp.block();
  });
  meter.report(counters, static_cast<double>(tcp.all.count() + udp.all.count()));
  std::vector<double> ratios(tcp.medians.size());
  for (std::size_t i = 0; i < ratios.size(); ++i) ratios[i] = tcp.medians[i] / udp.medians[i];
  const auto interval = interval_of_median(ratios);
  counters["pairs"] = static_cast<double>(ratios.size());
  counters["ratio"] = median(ratios);
  counters["ratio_low"] = interval.low;
  counters["ratio_high"] = interval.high;
  counters["lost"] = static_cast<double>(udp.session.lost());
  report(counters, tcp.all, "tcp_");
  report(counters, udp.all, "udp_");
  return counters;
}

Case round_trip(const Parameters& p, bool in_table = false) {
  const std::string protocol = p.protocol == Protocol::tcp ? "tcp/" : "udp/";
  return {"rtt/" + protocol + name_of(p), in_table, [p](const Repeat& repeat) {
            if (p.protocol == Protocol::tcp) return measure(stream_link(p.wait), p, repeat);
            return measure(datagram_link(p.wait), p, repeat);
          }};
}

void add_variants(std::vector<Case>& cases, Protocol protocol) {
  const auto placement = placements().front();
  for (const auto wait : {WaitKind::poll, WaitKind::select, WaitKind::epoll}) {
    if (Poller::create(backend_of(wait))) cases.push_back(round_trip({protocol, 64, wait, placement}));
  }
  if (placements().back() == Placement::cross_core)
    cases.push_back(round_trip({protocol, 64, WaitKind::spin, Placement::cross_core}));
  for (const std::size_t bytes : {1U, 1024U, 4096U, 16384U, 32768U, 65507U})
    cases.push_back(round_trip({protocol, bytes, WaitKind::block, placement}));
}

}  // namespace

std::vector<Case> round_trip_cases() {
  std::vector<Case> cases;
  for (const auto placement : placements()) {
    const Parameters pair{Protocol::tcp, 64, WaitKind::block, placement};
    for (const auto protocol : {Protocol::tcp, Protocol::udp})
      cases.push_back(round_trip({protocol, 64, WaitKind::block, placement}, true));
    cases.push_back({"pair/tcp-udp/" + name_of(pair), true,
                     [pair](const Repeat& repeat) { return measure_pairs(pair, repeat); }});
  }
  for (const auto protocol : {Protocol::tcp, Protocol::udp}) add_variants(cases, protocol);
  return cases;
}

}  // namespace plainsock::bench
