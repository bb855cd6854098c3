#include "plainsock/visible.hpp"

#include <array>
#include <cstddef>

namespace plainsock {
namespace {

struct Character {
  char32_t code = 0;
  std::size_t length = 0;  // 0: not UTF-8
};

unsigned char byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

bool is_continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  if (lead >= 0xF0 && lead < 0xF5) return 4;
  return 0;
}

// Overlong forms, surrogates and what lies beyond Unicode are not UTF-8 (RFC 3629 section 3): an overlong ESC would
// otherwise pass by the check for ESC.
bool is_shortest_scalar(char32_t code, std::size_t length) {
  constexpr std::array<char32_t, 5> smallest = {0, 0, 0x80, 0x800, 0x10000};
  return code >= smallest[length] && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
}

Character decode(std::string_view text) {
  const std::size_t length = sequence_length(byte_at(text, 0));
  if (length <= 1) return {byte_at(text, 0), length};
  if (length > text.size()) return {};
  char32_t code = byte_at(text, 0) & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(byte_at(text, i))) return {};
    code = code << 6 | (byte_at(text, i) & 0x3Fu);
  }
  return is_shortest_scalar(code, length) ? Character{code, length} : Character{};
}

bool is_control(char32_t code) { return code < 0x20 || (code >= 0x7F && code < 0xA0); }

// Unicode Standard Annex 9 (bidirectional text) and the two separators that some programs show as line ends.
bool is_disguise(char32_t code) {
  return code == 0x061C || code == 0x200E || code == 0x200F || (code >= 0x2028 && code <= 0x202E) ||
         (code >= 0x2066 && code <= 0x2069);
}

void escape(std::string& out, char kind, char32_t value, int digits) {
  out += '\\';
  out += kind;
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) out += "0123456789abcdef"[value >> shift & 0xF];
}

void append_safe(std::string& out, Character character, std::string_view bytes, std::string_view allowed) {
  const bool permitted = character.length == 1 && allowed.find(bytes[0]) != std::string_view::npos;
  const bool dangerous = !permitted && (is_control(character.code) || is_disguise(character.code));
  if (character.length == 0 || (dangerous && character.length == 1)) {
    escape(out, 'x', byte_at(bytes, 0), 2);
  } else if (dangerous) {
    escape(out, 'u', character.code, 4);
  } else {
    out += bytes;
  }
}

std::string escape_all(std::string_view text, std::string_view allowed) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Character character = decode(text);
    const std::size_t taken = character.length == 0 ? 1 : character.length;
    append_safe(out, character, text.substr(0, taken), allowed);
    text.remove_prefix(taken);
  }
  return out;
}

}  // namespace

std::string visible(std::string_view text) { return escape_all(text, "\n\t"); }

std::string visible_line(std::string_view text) { return escape_all(text, {}); }

}  // namespace plainsock
