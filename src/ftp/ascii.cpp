#include "plainsock/ftp/ascii.hpp"

#include <cstring>
#include <utility>

namespace plainsock::ftp {
namespace {

// The first `wanted` at or after `from`, or `end`.
const char* find(const char* from, const char* end, char wanted) noexcept {
  if (from == end) return end;
  const void* found = std::memchr(from, wanted, static_cast<std::size_t>(end - from));
  return found ? static_cast<const char*>(found) : end;
}

// memmove, because CrlfToLf may work within one buffer.
char* put(char* out, const char* from, const char* to) noexcept {
  const auto size = static_cast<std::size_t>(to - from);
  if (size != 0) std::memmove(out, from, size);
  return out + size;
}

}  // namespace

std::size_t CrlfToLf::convert(std::string_view bytes, char* const out) noexcept {
  if (bytes.empty()) return 0;
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  char* to = out;
  if (std::exchange(cr_pending_, false) && *at != '\n') *to++ = '\r';
  while (true) {
    // A CR that is kept is searched behind, not copied by itself: text of bare CRs stays one run.
    const char* cr = find(at, end, '\r');
    while (cr + 1 < end && cr[1] != '\n') cr = find(cr + 1, end, '\r');
    to = put(to, at, cr);
    if (cr == end) return static_cast<std::size_t>(to - out);
    at = cr + 1;
    if (at != end) continue;
    cr_pending_ = true;
    return static_cast<std::size_t>(to - out);
  }
}

std::size_t CrlfToLf::finish(char* out) noexcept {
  if (!std::exchange(cr_pending_, false)) return 0;
  *out = '\r';
  return 1;
}

std::size_t lf_to_crlf(std::string_view bytes, char* const out) noexcept {
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  char* to = out;
  while (at != end) {
    const char* lf = find(at, end, '\n');
    to = put(to, at, lf);
    if (lf == end) break;
    *to++ = '\r';
    *to++ = '\n';
    at = lf + 1;
  }
  return static_cast<std::size_t>(to - out);
}

}  // namespace plainsock::ftp
