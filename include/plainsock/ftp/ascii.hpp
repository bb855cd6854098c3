// TYPE A: the network's line end is CRLF (RFC 959 section 3.1.1.1), a file's is LF.
#pragma once

#include <cstddef>
#include <string_view>

namespace plainsock::ftp {

// A download's bytes to a file's: every CRLF becomes LF and nothing else changes; a CR without an LF behind it
// stays. Remembers a CR at the end of a piece, so pieces may be cut anywhere. Uploading with lf_to_crlf() is its
// exact inverse.
class CrlfToLf {
 public:
  // Converts the next piece into `out`, which must have room for bytes.size() + 1, and returns how many were
  // written. `out` may be the piece's own buffer if it begins at least one byte before the piece.
  std::size_t convert(std::string_view bytes, char* out) noexcept;

  // The end of the data: writes the CR that was the last byte, if it was; returns 0 or 1.
  std::size_t finish(char* out) noexcept;

 private:
  bool cr_pending_ = false;
};

// A file's bytes to an upload's: every LF becomes CRLF, whatever stands before it. `out` must have room for twice
// bytes.size() and must not overlap. Returns how many bytes were written; pieces may be cut anywhere.
std::size_t lf_to_crlf(std::string_view bytes, char* out) noexcept;

}  // namespace plainsock::ftp
