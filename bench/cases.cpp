#include "cases.hpp"

namespace plainsock::bench {

std::vector<Case> all_cases() {
  std::vector<Case> all;
  for (const auto& cases :
       {round_trip_cases(), pair_cases(), open_loop_cases(), throughput_cases(), setup_cases(), process_cases()})
    all.insert(all.end(), cases.begin(), cases.end());
  return all;
}

}  // namespace plainsock::bench
