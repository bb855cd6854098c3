// EPLF, easily parsed LIST format (cr.yp.to/ftp/list/eplf.html): "+i8388621.29609,m824255902,/,<TAB>name".
#include "listing_formats.hpp"
#include "text.hpp"

namespace plainsock::ftp::listing {
namespace {

void read_fact(Entry& entry, std::string_view fact) {
  const std::string_view value = fact.substr(1);
  switch (fact[0]) {
    case '/':
      entry.kind = Entry::Kind::directory;
      break;
    case 'r':
      entry.kind = Entry::Kind::file;
      break;
    case 's':
      entry.size = text::number<std::uint64_t>(value);
      break;
    case 'm':
      if (const auto seconds = text::number<std::uint32_t>(value)) {
        entry.modified = Timestamp{std::chrono::sys_seconds{std::chrono::seconds{*seconds}}};
      }
      break;
    case 'u':
      if (value.starts_with('p')) entry.permissions = value.substr(1);
      break;
    default:
      break;
  }
}

}  // namespace

std::optional<Entry> parse_eplf(std::string_view line) {
  if (!line.starts_with('+')) return std::nullopt;
  auto [facts, name] = text::split(line.substr(1), '\t');
  if (name.empty()) return std::nullopt;
  Entry entry;
  entry.name = name;
  while (!facts.empty()) {
    const auto [fact, rest] = text::split(facts, ',');
    if (!fact.empty()) read_fact(entry, fact);
    facts = rest;
  }
  return entry;
}

}  // namespace plainsock::ftp::listing
