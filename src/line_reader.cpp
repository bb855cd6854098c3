#include "plainsock/line_reader.hpp"

#include <algorithm>
#include <cstring>

namespace plainsock {
namespace {

constexpr std::size_t least_room = 4096;

}  // namespace

std::span<std::byte> LineReader::room() {
  if (begin_ > 0) {
    buffer_.erase(0, begin_);
    scanned_ -= begin_, end_ -= begin_, begin_ = 0;
  }
  if (buffer_.size() - end_ < least_room / 2) buffer_.resize(end_ + least_room);
  return std::as_writable_bytes(std::span{buffer_}.subspan(end_));
}

void LineReader::received(std::size_t bytes) noexcept { end_ = std::min(end_ + bytes, buffer_.size()); }

Result<std::optional<std::string_view>> LineReader::next() {
  for (;;) {
    const std::string_view filled{buffer_.data(), end_};
    const auto newline = filled.find('\n', scanned_);
    if (newline == std::string_view::npos) {
      scanned_ = end_;
      // One byte more than the cap may be the CR of an end that has not come whole.
      if (skipping_ || end_ - begin_ > cap_ + 1) {
        begin_ = end_;
        if (!std::exchange(skipping_, true)) return SocketError::line_too_long;
      }
      return std::optional<std::string_view>{};
    }
    auto line = filled.substr(begin_, newline - begin_);
    begin_ = scanned_ = newline + 1;
    if (std::exchange(skipping_, false)) continue;  // the end of a line that has been refused
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.size() > cap_) return SocketError::line_too_long;
    return std::optional{line};
  }
}

std::string_view LineReader::rest() const noexcept {
  return skipping_ ? std::string_view{} : std::string_view{buffer_}.substr(begin_, end_ - begin_);
}

}  // namespace plainsock
