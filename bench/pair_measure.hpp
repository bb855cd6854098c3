// TCP and UDP in turn, so that what drifts meanwhile drifts for both.
#pragma once

#include "round_trip_measure.hpp"

namespace plainsock::bench {

// One protocol of a pair: blocks of round trips, each with its median.
template <class Link>
struct Side {
  RoundTripSession<Link>& session;
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
inline Counters measure_pairs(RoundTripSession<StreamLink>& stream, RoundTripSession<DatagramLink>& datagram,
                              const Repeat& repeat) {
  Side<StreamLink> tcp{stream};
  Side<DatagramLink> udp{datagram};
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

}  // namespace plainsock::bench
