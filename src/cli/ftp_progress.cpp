#include "ftp_progress.hpp"

#include <array>
#include <cstdio>

#include "plainsock/console.hpp"
#include "plainsock/visible.hpp"

namespace plainsock::cli {
namespace {

constexpr std::chrono::milliseconds between_lines{200};

std::string amount(double bytes) {
  constexpr std::array units = {"B", "KiB", "MiB", "GiB", "TiB"};
  std::size_t unit = 0;
  for (; bytes >= 1024 && unit + 1 < units.size(); ++unit) bytes /= 1024;
  std::array<char, 32> text;
  std::snprintf(text.data(), text.size(), unit == 0 ? "%.0f %s" : "%.1f %s", bytes, units[unit]);
  return text.data();
}

std::string time_text(double seconds) {
  const auto whole = static_cast<long long>(seconds);
  std::array<char, 32> text;
  std::snprintf(text.data(), text.size(), "%lld:%02lld", whole / 60, whole % 60);
  return text.data();
}

}  // namespace

ProgressMeter::ProgressMeter(const std::string& when)
    : wanted_(when == "always" || (when == "auto" && console::is_terminal(console::Stream::error))) {}

void ProgressMeter::begin(const std::string& name) {
  clear();
  name_ = visible_line(name);
  begin_ = Deadline::Clock::now();
  first_ = true;
}

void ProgressMeter::show(const ftp::Progress& progress) {
  if (std::exchange(first_, false)) begin_bytes_ = progress.bytes;
  if (!wanted_ || name_.empty() || !next_.passed()) return;
  next_ = Deadline::after(between_lines);
  const auto elapsed = std::chrono::duration<double>(Deadline::Clock::now() - begin_).count();
  const auto rate = static_cast<double>(progress.bytes - begin_bytes_) / (elapsed > 0 ? elapsed : 1);
  auto line = name_ + "  " + amount(static_cast<double>(progress.bytes));
  if (progress.total && *progress.total > 0) {
    line += " of " + amount(static_cast<double>(*progress.total)) + ", " +
            std::to_string(progress.bytes * 100 / *progress.total) + " %";
    const auto left = static_cast<double>(*progress.total - std::min(*progress.total, progress.bytes));
    if (rate > 0) line += ", " + time_text(left / rate) + " left";
  }
  line += ", " + amount(rate) + "/s";
  const auto width = console::width();
  if (line.size() >= width) line.resize(width - 1);
  std::fprintf(stderr, "\r\033[K%s", line.c_str());
  shown_ = true;
}

void ProgressMeter::clear() {
  if (std::exchange(shown_, false)) std::fputs("\r\033[K", stderr);
}

}  // namespace plainsock::cli
