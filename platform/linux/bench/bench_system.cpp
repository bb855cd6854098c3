#include "platform/bench_system.hpp"

#include <fcntl.h>
#include <linux/futex.h>
#include <sched.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <system_error>

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

int raw(Descriptor descriptor) { return static_cast<int>(descriptor); }

ssize_t checked(ssize_t result, const char* call) {
  if (result == -1) throw std::system_error(errno, std::system_category(), call);
  return result;
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
  const auto governor = first_line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
  return {
      {"kernel", std::string{name.sysname} + " " + name.release},
      {"processor", processor_model()},
      {"virtual_machine", is_virtual() ? "yes" : "no"},
      {"spectre_v2", first_line("/sys/devices/system/cpu/vulnerabilities/spectre_v2")},
      {"governor", governor.empty() ? "none" : governor},
      {"idle_driver", first_line("/sys/devices/system/cpu/cpuidle/current_driver")},
      {"clock_source", first_line("/sys/devices/system/clocksource/clocksource0/current_clocksource")},
      {"congestion_control", first_line("/proc/sys/net/ipv4/tcp_congestion_control")},
      {"tcp_rmem", first_line("/proc/sys/net/ipv4/tcp_rmem")},
      {"tcp_wmem", first_line("/proc/sys/net/ipv4/tcp_wmem")},
      {"rmem_default", first_line("/proc/sys/net/core/rmem_default")},
      {"rmem_max", first_line("/proc/sys/net/core/rmem_max")},
      {"wmem_default", first_line("/proc/sys/net/core/wmem_default")},
      {"wmem_max", first_line("/proc/sys/net/core/wmem_max")},
      {"loopback_mtu", first_line("/sys/class/net/lo/mtu")},
  };
}

std::string_view word_sleep_name() noexcept { return "futex"; }

// The word is 32 bits without padding wherever Linux runs; private: both threads are of this process.
void sleep_while(std::atomic<std::uint32_t>& word, std::uint32_t value) noexcept {
  ::syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, value, nullptr, nullptr, 0);
}

void wake_one(std::atomic<std::uint32_t>& word) noexcept {
  ::syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, 1, nullptr, nullptr, 0);
}

PipeEnds open_pipe() {
  int ends[2];
  checked(::pipe2(ends, O_CLOEXEC), "pipe2");
  return {Descriptor{ends[0]}, Descriptor{ends[1]}};
}

std::size_t read_pipe(Descriptor pipe, std::span<std::byte> room) {
  return static_cast<std::size_t>(checked(::read(raw(pipe), room.data(), room.size()), "read"));
}

// Up to PIPE_BUF (4096) bytes go whole: pipe(7).
void write_pipe(Descriptor pipe, std::span<const std::byte> data) {
  checked(::write(raw(pipe), data.data(), data.size()), "write");
}

void close_pipe(Descriptor pipe) noexcept { ::close(raw(pipe)); }

std::intptr_t start_self(const std::vector<std::string>& arguments) {
  std::vector<char*> words{const_cast<char*>("plainsock-bench")};
  for (const auto& each : arguments) words.push_back(const_cast<char*>(each.c_str()));
  words.push_back(nullptr);
  pid_t process = 0;
  const int error = ::posix_spawn(&process, "/proc/self/exe", nullptr, nullptr, words.data(), environ);
  if (error != 0) throw std::system_error(error, std::system_category(), "posix_spawn");
  return process;
}

void await_end(std::intptr_t process) noexcept { ::waitpid(static_cast<pid_t>(process), nullptr, 0); }

}  // namespace plainsock::bench
