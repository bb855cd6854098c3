// --trace and --explain: the system calls, printed to stderr or a file.
#pragma once

#include <cstdio>
#include <optional>
#include <string>

#include "plainsock/trace.hpp"

namespace plainsock::cli {

// Traces for as long as it lives.
class TraceOutput final : TraceSink {
 public:
  // "" is stderr. Throws Failure when the file cannot be written.
  TraceOutput(const std::string& file, Explain explain);
  ~TraceOutput();
  TraceOutput(const TraceOutput&) = delete;
  TraceOutput& operator=(const TraceOutput&) = delete;

 private:
  void line(std::string_view text) noexcept override;
  std::FILE* file_;
};

}  // namespace plainsock::cli
