// `ls -l` and everything that imitates it: with or without link count, owner and group; with any date that ls can
// print.
#include <cstddef>

#include "listing_formats.hpp"
#include "listing_words.hpp"
#include "text.hpp"

namespace plainsock::ftp::listing {
namespace {

constexpr std::string_view arrow = " -> ";

bool contains(std::string_view set, char c) { return set.find(c) != std::string_view::npos; }

// "-rw-r--r--", with one more character for ACLs, labels or extended attributes ("+", ".", "@", AIX's "E").
bool is_mode(std::string_view word) {
  if (word.size() != 10 && word.size() != 11) return false;
  return contains("-bcdlpsDCMnP?", word[0]) &&
         word.substr(1, 9).find_first_not_of("-rwxsStTlLX") == std::string_view::npos;
}

Entry::Kind unix_kind(char type) {
  switch (type) {
    case '-':
      return Entry::Kind::file;
    case 'd':
      return Entry::Kind::directory;
    case 'l':
      return Entry::Kind::link;
    default:
      return Entry::Kind::special;
  }
}

// A link's size is the length of its target, which decides where the name ends when it has an arrow of its own.
void split_link(Entry& entry, std::optional<std::uint64_t> size) {
  const std::string whole = std::move(entry.name);
  std::size_t chosen = whole.find(arrow, 1);
  for (std::size_t at = chosen; size && at != std::string::npos; at = whole.find(arrow, at + 1)) {
    if (whole.size() - at - arrow.size() == *size) chosen = at;
  }
  entry.name = whole.substr(0, chosen);
  if (chosen != std::string::npos) entry.link_target = whole.substr(chosen + arrow.size());
}

// "8, 0": major and minor number of a device, in two words or one, where other files have a size.
bool is_major(std::string_view word) { return word.ends_with(','); }

// What stands between mode and size: the number of links, if there is one, the owner and the group.
void read_owner(Entry& entry, const Words& words, std::size_t first, std::size_t end) {
  if (end > first && is_major(words[end - 1])) --end;
  const bool has_links = first < end && text::number<std::uint64_t>(words[first]);
  if (has_links) ++first;
  if (first >= end) return;
  entry.owner = words[first];
  entry.group = words.from_to(first + 1, end - 1);
}

void read_name(Entry& entry, std::string_view name, std::optional<std::uint64_t> size) {
  entry.name = name;
  if (entry.kind == Entry::Kind::link) return split_link(entry, size);
  if (entry.kind == Entry::Kind::directory && entry.name.size() > 1 && entry.name.ends_with('/'))
    entry.name.pop_back();
}

// "0100644 500 101 12345 1168000000 name": octal mode, owner, group, size and seconds since 1970.
std::optional<Entry> parse_numeric(const Words& words) {
  const auto mode = text::number<unsigned>(words[0], 8);
  const auto size = text::number<std::uint64_t>(words[3]);
  const auto time = text::number<std::int64_t>(words[4]);
  const bool plausible =
      mode && words[0].size() >= 6 && words[0].size() <= 7 && words[4].size() >= 9 && words[4].size() <= 11;
  if (!plausible || !size || !time || words.after(4).empty()) return std::nullopt;
  constexpr unsigned type_bits = 0170000, directory = 0040000, file = 0100000, link = 0120000;
  const unsigned type = *mode & type_bits;
  Entry entry;
  entry.kind = unix_kind(type == directory ? 'd' : type == file ? '-' : type == link ? 'l' : 's');
  if (entry.kind == Entry::Kind::file) entry.size = size;
  entry.modified = Timestamp{std::chrono::sys_seconds{std::chrono::seconds{*time}}};
  entry.permissions = words[0];
  entry.owner = words[1];
  entry.group = words[2];
  read_name(entry, words.after(4), size);
  return entry;
}

}  // namespace

std::optional<Entry> parse_unix(std::string_view line, std::chrono::sys_seconds now) {
  const Words words(line);
  const bool has_number_before = text::number<std::uint64_t>(words[0]) && is_mode(words[1]);  // ls -i, ls -s
  const std::size_t mode = has_number_before ? 1 : 0;
  if (!is_mode(words[mode])) return parse_numeric(words);
  const auto found = find_size_and_date(words, mode + 1, mode + 4, now);
  if (!found || words.after(found->last_word()).empty()) return std::nullopt;
  const bool is_device = is_major(words[found->size_word - 1]);
  const auto size = is_device ? std::nullopt : text::number<std::uint64_t>(words[found->size_word]);
  Entry entry;
  entry.kind = unix_kind(words[mode][0]);
  if (entry.kind == Entry::Kind::file) entry.size = size;
  entry.modified = found->date.time;
  entry.permissions = words[mode];
  read_owner(entry, words, mode + 1, found->size_word);
  read_name(entry, words.after(found->last_word()), size);
  return entry;
}

}  // namespace plainsock::ftp::listing
