#include "pair_measure.hpp"
#include "remote.hpp"
#include "throughput_measure.hpp"

namespace plainsock::bench {
namespace {

Case round_trip_to(const Site& site, const std::string& protocol, std::size_t bytes, bool in_table) {
  return {"rtt/" + protocol + "/" + std::to_string(bytes) + "B/block/" + site.name, in_table,
          [=](const Repeat& repeat) {
            Remote remote{site};
            if (protocol == "tcp") {
              auto near = remote.stream_link(bytes, WaitKind::block);
              RoundTripSession<StreamLink> session{std::move(near), remote.echo(), bytes, site.near_processor};
              return measure_round_trips(session, repeat, remote.usage());
            }
            auto near = remote.datagram_link(bytes, WaitKind::block);
            RoundTripSession<DatagramLink> session{std::move(near), remote.echo(), bytes, site.near_processor};
            return measure_round_trips(session, repeat, remote.usage());
          }};
}

Case pair_to(const Site& site) {
  constexpr std::size_t bytes = 64;
  return {"pair/tcp-udp/64B/block/" + site.name, true, [site](const Repeat& repeat) {
            Remote for_tcp{site};
            Remote for_udp{site};
            auto stream = for_tcp.stream_link(bytes, WaitKind::block);
            auto datagram = for_udp.datagram_link(bytes, WaitKind::block);
            RoundTripSession<StreamLink> tcp{std::move(stream), for_tcp.echo(), bytes, site.near_processor};
            RoundTripSession<DatagramLink> udp{std::move(datagram), for_udp.echo(), bytes, site.near_processor};
            return measure_pairs(tcp, udp, repeat);
          }};
}

Case stream_to(const Site& site, std::size_t write_size) {
  return {"throughput/tcp/" + std::to_string(write_size) + "B/" + site.name, true, [=](const Repeat& repeat) {
            Remote remote{site};
            std::vector<TcpStream> streams;
            streams.push_back(remote.stream_to_drain(block_of(write_size)));
            StreamThroughput throughput{write_size, std::move(streams), site.near_processor};
            return measure_stream(throughput, repeat, remote.usage());
          }};
}

Case datagrams_to(const Site& site, const DatagramPlan& plan) {
  return {"throughput/udp/" + std::to_string(plan.bytes) + "B/" + std::string{name_of(plan.mechanism)} + "/" +
              std::string{name_of(plan.pace)} + "/" + site.name,
          true, [=](const Repeat& repeat) {
            Remote remote{site};
            auto socket = remote.socket_to_count(plan);
            DatagramThroughput throughput{plan, std::move(socket), remote.receiver(), site.near_processor};
            return measure_datagrams(throughput, plan, repeat, remote.usage());
          }};
}

// GSO cuts where the interface does not take more than its MTU: 1472 is Ethernet's 1500 without the headers.
void add_cases(std::vector<Case>& cases, const Site& site, const std::vector<std::size_t>& sizes) {
  for (const auto bytes : sizes) {
    for (const auto* protocol : {"tcp", "udp"})
      cases.push_back(round_trip_to(site, protocol, std::min<std::size_t>(bytes, 65507), bytes == 64));
  }
  cases.push_back(stream_to(site, 65536));
  for (const auto mechanism : mechanisms())
    cases.push_back(datagrams_to(site, {mechanism, Pace::windowed, 1472, 0}));
}

}  // namespace

std::vector<Case> process_cases() {
  std::vector<Case> cases;
  for (const auto placement : placements()) {
    const Site site{{},
                    std::string{name_of(placement)} + "/process",
                    std::to_string(far_processor(placement)),
                    near_processor(placement)};
    add_cases(cases, site, {64});
  }
  for (auto& each : cases) each.in_table = false;
  return cases;
}

std::vector<Case> peer_cases(const std::string& host_and_port) {
  const Site site{host_and_port, "two-hosts", "first", near_processor(placements().front())};
  std::vector<Case> cases;
  add_cases(cases, site, {64, 1, 1024, 16384, 65536});
  cases.push_back(pair_to(site));
  return cases;
}

}  // namespace plainsock::bench
