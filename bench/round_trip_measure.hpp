// A session of round trips as counters.
#pragma once

#include <string>

#include "cases.hpp"
#include "meter.hpp"
#include "plainsock/trace.hpp"
#include "round_trip.hpp"

namespace plainsock::bench {

inline void report(Counters& counters, const Histogram& samples, const std::string& prefix = {}) {
  counters[prefix + "p50_ns"] = samples.percentile(0.5);
  counters[prefix + "p90_ns"] = samples.percentile(0.9);
  counters[prefix + "p99_ns"] = samples.percentile(0.99);
  counters[prefix + "p999_ns"] = samples.percentile(0.999);
  counters[prefix + "min_ns"] = samples.min();
  counters[prefix + "max_ns"] = samples.max();
  counters[prefix + "mean_ns"] = samples.mean();
  counters[prefix + "samples"] = static_cast<double>(samples.count());
}

// Up to 200 trips, in a tenth of a second at most; how many it were.
template <class Session>
int a_few_trips(Session& session) {
  Histogram unused;
  const auto limit = Deadline::after(std::chrono::milliseconds{100});
  int trips = 0;
  session.begin();
  do session.trip(unused);
  while (++trips < 200 && !limit.passed());
  return trips;
}

// System calls of this process for one round trip, by the trace's own counter, apart from the timed trips; none for
// floors, whose calls are not the library's.
template <class Session>
void count_calls(Session& session, Counters& counters) {
  // Static: the far end may still be in its last call when this has ended.
  static class NullSink final : public TraceSink {
   public:
    void line(std::string_view) noexcept override {}
  } sink;
  const auto before = traced_calls();
  trace_to(&sink);
  const int trips = a_few_trips(session);
  trace_to(nullptr);
  const auto calls = traced_calls() - before;
  if (calls > 0) counters["syscalls"] = static_cast<double>(calls) / trips;
}

template <class Session>
Counters measure_round_trips(Session& session, const Repeat& repeat, FarUsage far = {}) {
  a_few_trips(session);  // warms caches
  const auto lost = session.lost();
  Histogram samples;
  Counters counters;
  const Meter meter{std::move(far)};
  session.begin();
  repeat([&] { session.trip(samples); });
  meter.report(counters, static_cast<double>(samples.count()));
  report(counters, samples);
  counters["lost"] = static_cast<double>(session.lost() - lost);
  return counters;
}

// With an echo in a thread of this process: the calls of both ends are counted.
template <class Link>
Counters measure_round_trips(LinkPair<Link> links, std::size_t bytes, Placement placement, const Repeat& repeat) {
  RoundTripSession<Link> session{std::move(links), bytes, placement};
  auto counters = measure_round_trips(session, repeat);
  count_calls(session, counters);
  return counters;
}

}  // namespace plainsock::bench
