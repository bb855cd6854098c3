// Registers every case with Google Benchmark. Names say what decides the number: rtt/tcp/64B/block/same-core.
#pragma once

namespace plainsock::bench {

void register_round_trips();
void register_throughput();

}  // namespace plainsock::bench
