// Lines out of a stream of bytes.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "plainsock/error.hpp"
#include "plainsock/result.hpp"

namespace plainsock {

// Bytes in, lines out; reads nothing itself, so that it serves blocking, polled and tested streams alike. A line
// ends at LF; one CR before it is dropped. Memory is bounded by the cap.
class LineReader {
 public:
  // `cap`: the longest line in bytes, without its end.
  explicit LineReader(std::size_t cap = 8192) : cap_(cap) {}

  // Room for the next read: at least 1 byte. Tell received() how much of it was filled.
  std::span<std::byte> room();
  void received(std::size_t bytes) noexcept;

  // The next whole line, valid until room() is called again; nothing when more bytes are needed.
  // Errors: SocketError::line_too_long; the bytes up to the next LF are then skipped.
  Result<std::optional<std::string_view>> next();
  // What came after the last LF, for a stream that ended there.
  std::string_view rest() const noexcept;

 private:
  std::size_t cap_;
  std::string buffer_;
  std::size_t begin_ = 0;    // first byte that has not been handed out
  std::size_t scanned_ = 0;  // no LF before this one
  std::size_t end_ = 0;
  bool skipping_ = false;
};

}  // namespace plainsock
