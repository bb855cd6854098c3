// NetWare's ftpd: "d [RWCEAFMS] owner 512 Jan 16 18:53 name", trustee rights in brackets where UNIX has a mode.
#include "listing_formats.hpp"
#include "listing_words.hpp"
#include "text.hpp"

namespace plainsock::ftp::listing {
namespace {

bool is_rights(std::string_view word) {
  if (word.size() < 3 || word.front() != '[' || word.back() != ']') return false;
  return word.substr(1, word.size() - 2).find_first_not_of("-SRWCEMFA ") == std::string_view::npos;
}

}  // namespace

std::optional<Entry> parse_netware(std::string_view line, std::chrono::sys_seconds now) {
  const Words words(line);
  const bool has_type = words[0].starts_with('d') || words[0].starts_with('-');
  const bool glued = has_type && is_rights(words[0].substr(1));
  if (!glued && !(has_type && words[0].size() == 1 && is_rights(words[1]))) return std::nullopt;
  const std::size_t owner = glued ? 1 : 2;
  const auto found = find_size_and_date(words, owner + 1, owner + 1, now);
  if (!found) return std::nullopt;
  const std::string_view name = text::trim_left(words.after(found->last_word()));  // the columns are padded
  if (name.empty()) return std::nullopt;
  Entry entry;
  entry.kind = words[0][0] == 'd' ? Entry::Kind::directory : Entry::Kind::file;
  entry.name = name;
  if (entry.kind == Entry::Kind::file) entry.size = text::number<std::uint64_t>(words[found->size_word]);
  entry.modified = found->date.time;
  entry.permissions = glued ? words[0].substr(1) : words[1];
  entry.owner = words.from_to(owner, found->size_word - 1);
  return entry;
}

}  // namespace plainsock::ftp::listing
