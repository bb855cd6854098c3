// MLST and MLSD (RFC 3659 section 7.5).
#include <array>
#include <utility>

#include "listing_formats.hpp"
#include "text.hpp"

namespace plainsock::ftp {
namespace {

// "OS.unix=slink:/target" and "OS.unix=symlink" are no standard and everywhere.
void read_type(Entry& entry, std::string_view type) {
  constexpr std::array<std::pair<std::string_view, Entry::Kind>, 4> types = {
      {{"file", Entry::Kind::file},
       {"dir", Entry::Kind::directory},
       {"cdir", Entry::Kind::this_directory},
       {"pdir", Entry::Kind::parent_directory}}};
  for (const auto& [name, kind] : types) {
    if (text::same_letters(type, name)) entry.kind = kind;
  }
  if (!text::starts_with_letters(type, "OS.unix=")) return;
  const auto [what, target] = text::split(type.substr(8), ':');
  const bool is_link = text::same_letters(what, "slink") || text::same_letters(what, "symlink");
  entry.kind = is_link ? Entry::Kind::link : Entry::Kind::special;
  if (is_link) entry.link_target = target;
}

// The first of these facts that is there.
std::string first_of(const Facts& facts, std::initializer_list<std::string_view> names) {
  for (std::string_view name : names) {
    if (const auto value = facts.get(name)) return std::string(*value);
  }
  return {};
}

}  // namespace

Entry entry_of(const Facts& facts) {
  Entry entry;
  entry.name = facts.name;
  read_type(entry, facts.get("type").value_or(""));
  const auto size = text::number<std::int64_t>(facts.get("size").value_or(""));
  if (size && (entry.kind == Entry::Kind::file || entry.kind == Entry::Kind::unknown)) {
    entry.size = static_cast<std::uint64_t>(*size);
  }
  if (const auto time = parse_time(facts.get("modify").value_or(""))) entry.modified = Timestamp{*time};
  entry.permissions = first_of(facts, {"unix.mode", "perm"});
  entry.owner = first_of(facts, {"unix.ownername", "unix.owner", "unix.uid"});
  entry.group = first_of(facts, {"unix.groupname", "unix.group", "unix.gid"});
  return entry;
}

namespace listing {

std::optional<Entry> parse_facts_line(std::string_view line) {
  const auto facts = parse_facts(line);
  if (!facts) return std::nullopt;
  return entry_of(*facts);
}

}  // namespace listing
}  // namespace plainsock::ftp
