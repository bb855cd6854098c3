#include "checksum.hpp"

#include <algorithm>

#include "text.hpp"

namespace plainsock::ftp {
namespace {

bool is_hexadecimal(char c) { return text::is_digit(c) || (text::lower(c) >= 'a' && text::lower(c) <= 'f'); }

}  // namespace

std::optional<ChecksumQuestion> checksum_question(const Features& features) {
  constexpr Hash strongest_first[] = {Hash::sha256, Hash::sha1, Hash::md5, Hash::crc32};
  for (const auto hash : strongest_first) {
    if (features.offers("HASH", to_string(hash))) return ChecksumQuestion{"HASH", hash};
  }
  const std::pair<const char*, Hash> older[] = {{"XSHA256", Hash::sha256},
                                                {"XSHA1", Hash::sha1},
                                                {"XSHA", Hash::sha1},
                                                {"XMD5", Hash::md5},
                                                {"XCRC", Hash::crc32}};
  for (const auto& [verb, hash] : older) {
    if (features.lists(verb)) return ChecksumQuestion{verb, hash};
  }
  return std::nullopt;
}

std::optional<Checksum> checksum_in(const Reply& reply, Hash hash) {
  if (!reply.completion()) return std::nullopt;
  const auto whole = reply.text();
  std::string_view rest = whole;
  while (!rest.empty()) {
    const auto [word, behind] = text::split(rest, ' ');
    if (word.size() == digits_of(hash) && std::all_of(word.begin(), word.end(), is_hexadecimal))
      return Checksum{hash, text::lower(word)};
    rest = behind;
  }
  return std::nullopt;
}

}  // namespace plainsock::ftp
