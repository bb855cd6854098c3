#include "platform/bench_system.hpp"

#include "platform/native.hpp"

namespace plainsock::bench {
namespace {

std::chrono::nanoseconds nanoseconds_of(const FILETIME& time) {
  const auto ticks = (static_cast<std::int64_t>(time.dwHighDateTime) << 32) | time.dwLowDateTime;
  return std::chrono::nanoseconds{100} * ticks;
}

}  // namespace

std::vector<int> allowed_processors() {
  DWORD_PTR process = 0;
  DWORD_PTR machine = 0;
  std::vector<int> allowed;
  if (!GetProcessAffinityMask(GetCurrentProcess(), &process, &machine)) return allowed;
  for (int i = 0; i < 64; ++i) {
    if ((process >> i & 1) != 0) allowed.push_back(i);
  }
  return allowed;
}

bool pin_thread(int processor) noexcept {
  DWORD_PTR process = 0;
  DWORD_PTR machine = 0;
  if (!GetProcessAffinityMask(GetCurrentProcess(), &process, &machine)) return false;
  const auto mask = processor == any_processor ? process : DWORD_PTR{1} << processor;
  return SetThreadAffinityMask(GetCurrentThread(), mask) != 0;
}

Usage usage() noexcept {
  FILETIME created;
  FILETIME ended;
  FILETIME kernel;
  FILETIME user;
  if (!GetProcessTimes(GetCurrentProcess(), &created, &ended, &kernel, &user)) return {};
  return {nanoseconds_of(kernel) + nanoseconds_of(user), 0};
}

// GetSystemTimes: the kernel's time has the idle time in it.
std::chrono::nanoseconds machine_busy_time() {
  FILETIME idle;
  FILETIME kernel;
  FILETIME user;
  if (!GetSystemTimes(&idle, &kernel, &user)) return {};
  return nanoseconds_of(kernel) + nanoseconds_of(user) - nanoseconds_of(idle);
}

std::vector<std::pair<std::string, std::string>> machine_facts() {
  SYSTEM_INFO system{};
  GetNativeSystemInfo(&system);
  return {{"system", "Windows"}, {"processors", std::to_string(system.dwNumberOfProcessors)}};
}

}  // namespace plainsock::bench
