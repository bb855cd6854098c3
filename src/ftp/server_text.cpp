#include "server_text.hpp"

#include "plainsock/ftp/error.hpp"

namespace plainsock::ftp {

// ISO 8859-1 is the first 256 code points: one byte below 0x80, two (C2 or C3, and 80 to BF) above.
std::string to_server(std::string_view text, Encoding encoding) {
  if (encoding == Encoding::utf8) return std::string{text};
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0x80) {
      bytes += text[i];
    } else if ((lead == 0xC2 || lead == 0xC3) && i + 1 < text.size()) {
      bytes += static_cast<char>(((lead & 3U) << 6U) | (static_cast<unsigned char>(text[++i]) & 0x3FU));
    } else {
      throw Error(Category::usage, "encode", "a character that ISO 8859-1 does not have");
    }
  }
  return bytes;
}

std::string from_server(std::string_view bytes, Encoding encoding) {
  if (encoding == Encoding::utf8) return std::string{bytes};
  std::string text;
  for (const char each : bytes) {
    const auto byte = static_cast<unsigned char>(each);
    if (byte < 0x80) {
      text += each;
    } else {
      text += static_cast<char>(0xC0U | (byte >> 6U));
      text += static_cast<char>(0x80U | (byte & 0x3FU));
    }
  }
  return text;
}

}  // namespace plainsock::ftp
