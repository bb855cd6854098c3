#include <string>

#include "cases.hpp"
#include "meter.hpp"
#include "throughput.hpp"

namespace plainsock::bench {
namespace {

using Clock = std::chrono::steady_clock;

double gigabits(double bytes, Clock::duration elapsed) {
  return bytes * 8 / 1e9 / std::chrono::duration<double>(elapsed).count();
}

Counters measure_stream(std::size_t write_size, Placement placement, const Repeat& repeat) {
  StreamThroughput stream{write_size, placement};
  static_cast<void>(stream.block());  // the congestion window opens
  double bytes = 0;
  Counters counters;
  const Meter meter;
  const auto begin = Clock::now();
  repeat([&] { bytes += static_cast<double>(stream.block()); });
  counters["gbit_s"] = gigabits(bytes, Clock::now() - begin);
  meter.report(counters, bytes);
  return counters;
}

Counters measure_datagrams(Mechanism mechanism, Pace pace, Placement placement, std::size_t size,
                           const Repeat& repeat) {
  DatagramThroughput datagrams{mechanism, pace, placement, size};
  Counters counters;
  const Meter meter;
  const auto begin = Clock::now();
  repeat([&] { datagrams.window(); });
  const auto elapsed = Clock::now() - begin;
  const auto report = datagrams.finish();
  const auto bytes = static_cast<double>(report.received * size);
  counters["gbit_s"] = gigabits(bytes, elapsed);
  counters["sent"] = static_cast<double>(report.sent);
  counters["received"] = static_cast<double>(report.received);
  counters["lost_pct"] =
      100 * static_cast<double>(report.lost) / static_cast<double>(std::max<std::uint64_t>(report.sent, 1));
  counters["reordered"] = static_cast<double>(report.reordered);
  counters["duplicated"] = static_cast<double>(report.duplicated);
  meter.report(counters, bytes);
  return counters;
}

Case stream(std::size_t write_size, Placement placement, bool in_table = false) {
  return {"throughput/tcp/" + std::to_string(write_size) + "B/" + std::string{name_of(placement)}, in_table,
          [=](const Repeat& repeat) { return measure_stream(write_size, placement, repeat); }};
}

Case datagrams(Mechanism mechanism, Pace pace, Placement placement, std::size_t size, bool in_table = false) {
  constexpr std::string_view mechanisms[] = {"send", "sendmmsg", "gso+gro"};
  return {
      "throughput/udp/" + std::to_string(size) + "B/" + std::string{mechanisms[static_cast<unsigned>(mechanism)]} +
          (pace == Pace::flood ? "/flood/" : "/windowed/") + std::string{name_of(placement)},
      in_table, [=](const Repeat& repeat) { return measure_datagrams(mechanism, pace, placement, size, repeat); }};
}

std::vector<Mechanism> mechanisms() {
  std::vector<Mechanism> all{Mechanism::single, Mechanism::many};
  auto socket = UdpSocket::open(Family::ipv4).value("socket");
  if (socket.socket().set(option::udp_gro, true)) all.push_back(Mechanism::segmented);
  return all;
}

}  // namespace

std::vector<Case> throughput_cases() {
  std::vector<Case> cases;
  for (const auto placement : placements()) {
    const bool first = placement == placements().front();
    cases.push_back(stream(65536, placement, first));
    for (const auto mechanism : mechanisms())
      cases.push_back(datagrams(mechanism, Pace::windowed, placement, 1472, first));
    cases.push_back(datagrams(Mechanism::single, Pace::flood, placement, 1472, first));
  }
  const auto placement = placements().front();
  for (const std::size_t size : {64U, 1472U, 8192U, 131072U}) cases.push_back(stream(size, placement));
  for (const std::size_t size : {64U, 8192U, 65507U})
    cases.push_back(datagrams(Mechanism::single, Pace::windowed, placement, size));
  return cases;
}

}  // namespace plainsock::bench
