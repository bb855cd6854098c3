// What the benchmarks ask of an operating system, and nothing else does: where threads run, what they cost, what
// machine this is. Built into bench/ only.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace plainsock::bench {

// The processors that this program may run on; empty where threads cannot be pinned. pin_thread: the calling thread
// runs on this one only; any_processor lifts that. False when the system does not allow it.
inline constexpr int any_processor = -1;
std::vector<int> allowed_processors();
bool pin_thread(int processor) noexcept;

// What this process has used so far, all threads together.
struct Usage {
  std::chrono::nanoseconds processor_time{0};
  std::int64_t context_switches = 0;  // voluntary and not; 0 where the system does not count them
};
Usage usage() noexcept;

// The busy time of all processors together since the machine began; zero where it is not known.
std::chrono::nanoseconds machine_busy_time();

// Pairs of a name and what is known, for the record: kernel, processor, mitigations, congestion control, buffers,
// ...
std::vector<std::pair<std::string, std::string>> machine_facts();

}  // namespace plainsock::bench
