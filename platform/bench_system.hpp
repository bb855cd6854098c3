// What the benchmarks ask of an operating system, and nothing else does: where threads run, what they cost, what
// machine this is. Built into bench/ only.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plainsock/descriptor.hpp"

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

// The cheapest way to sleep until another thread calls, and what it is called: futex(2), WaitOnAddress. sleep_while
// may return early.
std::string_view word_sleep_name() noexcept;
void sleep_while(std::atomic<std::uint32_t>& word, std::uint32_t value) noexcept;
void wake_one(std::atomic<std::uint32_t>& word) noexcept;

// pipe(2), CreatePipe. read_pipe: 0 when the other end is closed. All but close_pipe throw std::system_error.
struct PipeEnds {
  Descriptor read;
  Descriptor write;
};
PipeEnds open_pipe();
std::size_t read_pipe(Descriptor, std::span<std::byte> room);
void write_pipe(Descriptor, std::span<const std::byte> data);
void close_pipe(Descriptor) noexcept;

// Starts this program once more, with these arguments (no spaces in them). await_end waits for its end.
std::intptr_t start_self(const std::vector<std::string>& arguments);
void await_end(std::intptr_t process) noexcept;

}  // namespace plainsock::bench
