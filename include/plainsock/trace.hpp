// Watch every system call that the library makes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace plainsock {

// Receives one finished line for each call, without a line end, from whichever thread made the call. It may make
// system calls of its own: the traced call's error is kept.
class TraceSink {
 public:
  virtual void line(std::string_view text) noexcept = 0;

 protected:
  ~TraceSink() = default;
};

enum class Explain { no, yes };

// From now on every call of the seam goes to `sink` too; nullptr ends that. With Explain::yes a second line says
// what the call asks of the kernel and where that is described. While it is off a call goes straight to the system:
// tracing swaps the table of calls, so that "off" costs nothing. Switch it while no other thread is inside a call;
// the sink must outlive it.
void trace_to(TraceSink* sink, Explain = Explain::no) noexcept;
bool tracing() noexcept;

// How many calls have been traced since the program began.
std::uint64_t traced_calls() noexcept;

// While one of these lives, data that its thread sends or receives is traced as **** and its length.
class HideTracedData {
 public:
  HideTracedData() noexcept;
  ~HideTracedData();
  HideTracedData(const HideTracedData&) = delete;
  HideTracedData& operator=(const HideTracedData&) = delete;
};

// One sentence on a system call by its traced name: what it asks of the kernel, and its page ("recvfrom(2)", MSDN).
// Empty when unknown.
std::string_view explain_call(std::string_view name) noexcept;

}  // namespace plainsock
