#include "open_loop.hpp"

#include "round_trip_measure.hpp"

namespace plainsock::bench {
namespace {

constexpr std::size_t message_bytes = 64;

template <class Link>
Counters measure_open(LinkPair<Link> links, double rate, Placement placement, const Repeat& repeat) {
  OpenLoop<Link> loop{std::move(links), message_bytes, rate, placement};
  Counters counters;
  const Meter meter;
  loop.begin();
  repeat([&] { loop.step(); });
  meter.report(counters, static_cast<double>(loop.sent()));
  loop.finish();
  report(counters, loop.from_due());
  report(counters, loop.from_sent(), "from_sent_");
  counters["asked_per_second"] = rate;
  counters["late_pct"] = 100 * static_cast<double>(loop.late()) / static_cast<double>(loop.sent());
  counters["lost"] = static_cast<double>(loop.sent() - loop.received());
  return counters;
}

std::string open_name(std::string_view protocol, int rate, Placement placement, std::string_view variant = {}) {
  return "open/" + std::string{protocol} + "/64B/" + std::to_string(rate) + "-per-s/" +
         std::string{name_of(placement)} + std::string{variant};
}

template <class Links>
void add_stall(std::vector<Case>& cases, std::string_view protocol, Placement placement, Links links) {
  constexpr int rate = 2000;  // the replies of a stall must fit into a receive buffer
  const auto stalling = [links] { return StallingLink<decltype(links().near)>::at_the_far_end(links()); };
  cases.push_back({open_name(protocol, rate, placement, "/stall"), false,
                   [=](const Repeat& repeat) { return measure_open(stalling(), rate, placement, repeat); }});
  cases.push_back(
      {"rtt/" + std::string{protocol} + "/64B/block/" + std::string{name_of(placement)} + "/stall", false,
       [=](const Repeat& repeat) { return measure_round_trips(stalling(), message_bytes, placement, repeat); }});
}

}  // namespace

std::vector<Case> open_loop_cases() {
  std::vector<Case> cases;
  const auto streams = [] { return stream_link(WaitKind::block); };
  const auto datagrams = [] { return datagram_link(WaitKind::block); };
  for (const auto placement : placements()) {
    for (const int rate : {1000, 10'000, 50'000, 100'000}) {
      cases.push_back({open_name("tcp", rate, placement), false,
                       [=](const Repeat& repeat) { return measure_open(streams(), rate, placement, repeat); }});
      cases.push_back({open_name("udp", rate, placement), false,
                       [=](const Repeat& repeat) { return measure_open(datagrams(), rate, placement, repeat); }});
    }
  }
  add_stall(cases, "tcp", placements().front(), streams);
  add_stall(cases, "udp", placements().front(), datagrams);
  return cases;
}

}  // namespace plainsock::bench
