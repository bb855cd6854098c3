#include "pair_measure.hpp"

namespace plainsock::bench {

std::vector<Case> pair_cases() {
  constexpr std::size_t bytes = 64;
  std::vector<Case> cases;
  for (const auto placement : placements()) {
    cases.push_back(
        {"pair/tcp-udp/64B/block/" + std::string{name_of(placement)}, true, [placement](const Repeat& repeat) {
           RoundTripSession<StreamLink> tcp{stream_link(WaitKind::block), bytes, placement};
           RoundTripSession<DatagramLink> udp{datagram_link(WaitKind::block), bytes, placement};
           return measure_pairs(tcp, udp, repeat);
         }});
  }
  return cases;
}

}  // namespace plainsock::bench
