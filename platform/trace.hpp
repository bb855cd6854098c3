// How the seam prints itself: `Trace{"listen"}(::listen(s, n), s, n)` is the result of ::listen, and a line for the
// sink.
//
// The object is built before the argument that makes the call (C++17 orders the two), so that the one-line form can
// time it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

#include "plainsock/socket_address.hpp"

namespace plainsock {

// One line under construction: a fixed buffer, so that tracing allocates nothing; what does not fit is cut.
class TraceText {
 public:
  void add(std::string_view text) noexcept;
  void add(long long number) noexcept;
  void add_hex(unsigned long long number) noexcept;
  void add_data(std::span<const std::byte> data) noexcept;  // "at most 32 bytes, escaped"...
  std::string_view view() const noexcept { return {buffer_, size_}; }

 private:
  char buffer_[1000];
  std::size_t size_ = 0;
};

// Arguments that need more than their number to be understood. They are looked at after the call has filled them.
struct TracedData {
  const void* data;
  std::size_t size;             // what was asked for
  bool filled_by_call;          // then the call's result says how much of it there is
  const void* count = nullptr;  // or what it left there (unsigned), when that is not null
};
struct TracedAddress {
  const void* address;
  const void* length;  // what the call left there (int or socklen_t), or null: `size` counts
  std::size_t size = 0;
};
// A symbol, or several joined by `|`, found when the line is printed.
struct TracedSymbol {
  void (*print)(TraceText&, const TracedSymbol&) noexcept;
  long long value = 0;
  long long second = 0;
  const void* pointer = nullptr;
};
// An int or unsigned to which the call writes.
struct TracedInt {
  const void* value;
};

class Trace {
 public:
  explicit Trace(const char* name) noexcept : name_(name), begin_(std::chrono::steady_clock::now()) {}

  template <class R, class... Arguments>
  R operator()(R result, const Arguments&... arguments) noexcept {
    returned(static_cast<long long>(result));
    (argument(arguments), ...);
    finish();
    return result;
  }

 private:
  void returned(long long result) noexcept;  // keeps the call's error, then begins the line
  void separate() noexcept;
  void argument(std::string_view text) noexcept;
  void argument(const char* text) noexcept { argument(std::string_view{text}); }
  void argument(const TracedData&) noexcept;
  void argument(const TracedAddress&) noexcept;
  void argument(const TracedSymbol&) noexcept;
  void argument(const TracedInt&) noexcept;
  template <class T>
  requires std::is_integral_v<T>
  void argument(T number) noexcept { number_argument(static_cast<long long>(number)); }
  void number_argument(long long number) noexcept;
  std::size_t filled(const TracedData&) const noexcept;
  void finish() noexcept;  // hands the line to the sink and restores the error

  const char* name_;
  std::chrono::steady_clock::time_point begin_;
  std::chrono::steady_clock::time_point end_{};
  long long result_ = 0;
  int error_ = 0;
  bool first_ = true;
  TraceText text_;
};

// What trace_to switches between: each system defines both.
void use_traced_calls(bool traced) noexcept;

// The last error of a system call on this thread, as the system keeps it: errno, WSAGetLastError().
int native_error() noexcept;
void set_native_error(int) noexcept;
std::string_view native_error_name(int) noexcept;

}  // namespace plainsock
