#include "platform/bench_system.hpp"

#include <system_error>

#include "platform/native.hpp"

namespace plainsock::bench {
namespace {

std::chrono::nanoseconds nanoseconds_of(const FILETIME& time) {
  const auto ticks = (static_cast<std::int64_t>(time.dwHighDateTime) << 32) | time.dwLowDateTime;
  return std::chrono::nanoseconds{100} * ticks;
}

HANDLE raw(Descriptor descriptor) { return reinterpret_cast<HANDLE>(static_cast<std::intptr_t>(descriptor)); }
Descriptor wrapped(HANDLE handle) { return Descriptor{reinterpret_cast<std::intptr_t>(handle)}; }

[[noreturn]] void throw_last_error(const char* call) {
  throw std::system_error(static_cast<int>(GetLastError()), std::system_category(), call);
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

std::string_view word_sleep_name() noexcept { return "wait-on-address"; }

void sleep_while(std::atomic<std::uint32_t>& word, std::uint32_t value) noexcept {
  WaitOnAddress(&word, &value, sizeof value, INFINITE);
}

void wake_one(std::atomic<std::uint32_t>& word) noexcept { WakeByAddressSingle(&word); }

PipeEnds open_pipe() {
  HANDLE read = nullptr;
  HANDLE write = nullptr;
  if (!CreatePipe(&read, &write, nullptr, 0)) throw_last_error("CreatePipe");
  return {wrapped(read), wrapped(write)};
}

std::size_t read_pipe(Descriptor pipe, std::span<std::byte> room) {
  DWORD size = 0;
  if (ReadFile(raw(pipe), room.data(), static_cast<DWORD>(room.size()), &size, nullptr)) return size;
  if (GetLastError() == ERROR_BROKEN_PIPE) return 0;
  throw_last_error("ReadFile");
}

void write_pipe(Descriptor pipe, std::span<const std::byte> data) {
  DWORD size = 0;
  if (!WriteFile(raw(pipe), data.data(), static_cast<DWORD>(data.size()), &size, nullptr))
    throw_last_error("WriteFile");
}

void close_pipe(Descriptor pipe) noexcept { CloseHandle(raw(pipe)); }

std::intptr_t start_self(const std::vector<std::string>& arguments) {
  wchar_t program[MAX_PATH];
  GetModuleFileNameW(nullptr, program, MAX_PATH);
  std::wstring line = L"plainsock-bench";
  for (const auto& each : arguments) line += L' ' + std::wstring{each.begin(), each.end()};
  STARTUPINFOW startup{};
  startup.cb = sizeof startup;
  PROCESS_INFORMATION process{};
  if (!CreateProcessW(program, line.data(), nullptr, nullptr, FALSE, 0, nullptr, nullptr, &startup, &process))
    throw_last_error("CreateProcess");
  CloseHandle(process.hThread);
  return reinterpret_cast<std::intptr_t>(process.hProcess);
}

void await_end(std::intptr_t process) noexcept {
  const auto handle = reinterpret_cast<HANDLE>(process);
  WaitForSingleObject(handle, INFINITE);
  CloseHandle(handle);
}

}  // namespace plainsock::bench
