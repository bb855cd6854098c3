#include "trace_option.hpp"

#include <algorithm>
#include <cstring>

#include "command.hpp"

namespace plainsock::cli {

TraceOutput::TraceOutput(const std::string& file, Explain explain)
    : file_(file.empty() ? stderr : std::fopen(file.c_str(), "wb")) {
  if (!file_) throw Failure{Status::failed, "open " + file + ": cannot be written"};
  trace_to(this, explain);
}

TraceOutput::~TraceOutput() {
  trace_to(nullptr);
  if (file_ != stderr) std::fclose(file_);
}

// One write for the whole text, so that the lines of two threads never interleave.
void TraceOutput::line(std::string_view text) noexcept {
  char whole[1200];
  const auto size = std::min(text.size(), sizeof whole - 1);
  std::memcpy(whole, text.data(), size);
  whole[size] = '\n';
  std::fwrite(whole, 1, size + 1, file_);
}

}  // namespace plainsock::cli
