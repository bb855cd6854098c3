// Everything that can be measured. Names say what decides the number: rtt/tcp/64B/block/same-core.
#pragma once

#include <functional>

#include "results.hpp"

namespace plainsock::bench {

// Calls its argument as often as the measuring takes: Google Benchmark's loop, or one that looks at the clock. The
// call through it costs about 2 ns.
using Repeat = std::function<void(const std::function<void()>&)>;

struct Case {
  std::string name;
  bool in_table = false;  // of the short run
  std::function<Counters(const Repeat&)> measure;
};

std::vector<Case> round_trip_cases();
std::vector<Case> pair_cases();
std::vector<Case> open_loop_cases();
std::vector<Case> throughput_cases();
std::vector<Case> setup_cases();
std::vector<Case> process_cases();  // the far end in another process
// With the far end on another host, at HOST:PORT.
std::vector<Case> peer_cases(const std::string& host_and_port);
std::vector<Case> all_cases();  // of this machine

}  // namespace plainsock::bench
