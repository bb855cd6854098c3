#include "platform/bench_system.hpp"

#include <sched.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

namespace plainsock::bench {
namespace {

// The first line of a file of /proc or /sys; empty when there is none.
std::string first_line(const char* path) {
  std::string line;
  std::ifstream file{path};
  std::getline(file, line);
  for (auto& letter : line) letter = letter == '\t' ? ' ' : letter;
  return line;
}

std::string processor_model() {
  std::ifstream file{"/proc/cpuinfo"};
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  }
  return {};
}

bool is_virtual() {
  std::ifstream file{"/proc/cpuinfo"};
  std::stringstream text;
  text << file.rdbuf();
  return text.str().find(" hypervisor") != std::string::npos;
}

std::chrono::nanoseconds nanoseconds_of(const timeval& time) {
  return std::chrono::seconds{time.tv_sec} + std::chrono::microseconds{time.tv_usec};
}

}  // namespace

std::vector<int> allowed_processors() {
  cpu_set_t set;
  std::vector<int> allowed;
  if (::sched_getaffinity(0, sizeof set, &set) != 0) return allowed;
  for (int i = 0; i < CPU_SETSIZE; ++i) {
    if (CPU_ISSET(i, &set)) allowed.push_back(i);
  }
  return allowed;
}

// The kernel takes away those that are not there or not allowed (sched_setaffinity(2)).
bool pin_thread(int processor) noexcept {
  cpu_set_t set;
  CPU_ZERO(&set);
  for (int i = 0; i < CPU_SETSIZE; ++i) {
    if (processor == any_processor || processor == i) CPU_SET(i, &set);
  }
  return ::sched_setaffinity(0, sizeof set, &set) == 0;
}

Usage usage() noexcept {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  return {nanoseconds_of(used.ru_utime) + nanoseconds_of(used.ru_stime), used.ru_nvcsw + used.ru_nivcsw};
}

// proc(5), /proc/stat: user, nice, system, idle, iowait, irq, softirq in ticks; idle and iowait are not work.
std::chrono::nanoseconds machine_busy_time() {
  std::istringstream line{first_line("/proc/stat")};
  std::string cpu;
  std::int64_t ticks[7] = {};
  line >> cpu;
  for (auto& each : ticks) line >> each;
  const auto busy = ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6];
  return std::chrono::nanoseconds{1'000'000'000 / ::sysconf(_SC_CLK_TCK)} * busy;
}

std::vector<std::pair<std::string, std::string>> machine_facts() {
  utsname name{};
  ::uname(&name);
  return {
      {"kernel", std::string{name.sysname} + " " + name.release},
      {"processor", processor_model()},
      {"virtual_machine", is_virtual() ? "yes" : "no"},
      {"spectre_v2", first_line("/sys/devices/system/cpu/vulnerabilities/spectre_v2")},
      {"governor", first_line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")},
      {"idle_driver", first_line("/sys/devices/system/cpu/cpuidle/current_driver")},
      {"clock_source", first_line("/sys/devices/system/clocksource/clocksource0/current_clocksource")},
      {"congestion_control", first_line("/proc/sys/net/ipv4/tcp_congestion_control")},
      {"tcp_rmem", first_line("/proc/sys/net/ipv4/tcp_rmem")},
      {"tcp_wmem", first_line("/proc/sys/net/ipv4/tcp_wmem")},
      {"rmem_default", first_line("/proc/sys/net/core/rmem_default")},
      {"rmem_max", first_line("/proc/sys/net/core/rmem_max")},
      {"loopback_mtu", first_line("/sys/class/net/lo/mtu")},
  };
}

}  // namespace plainsock::bench
