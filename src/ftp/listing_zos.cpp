// z/OS (MVS): data sets, the members of a partitioned data set, the jobs of JES. Sizes are tracks or records.
#include <algorithm>
#include <array>

#include "listing_formats.hpp"
#include "listing_words.hpp"
#include "text.hpp"

namespace plainsock::ftp::listing {
namespace {

bool is_name_character(char c) {
  return text::is_letter(c) || text::is_digit(c) || std::string_view("@#$-").find(c) != std::string_view::npos;
}

Entry entry(std::string_view name, Entry::Kind kind) {
  Entry result;
  result.name = name;
  result.kind = kind;
  return result;
}

bool is_partitioned(std::string_view organisation) { return organisation.starts_with("PO"); }

// "2026/01/16" and "10:11" behind it, if a time is there.
std::optional<Timestamp> zos_time(std::string_view date, std::string_view time) {
  const auto [year, rest] = text::split(date, '/');
  const auto [month, day] = text::split(rest, '/');
  const auto y = text::number<int>(year);
  const auto m = text::number<unsigned>(month), d = text::number<unsigned>(day);
  if (!y || !m || !d || year.size() != 4) return std::nullopt;
  return server_time(*y, *m, *d, read_clock(time));
}

// Lines that have a name but no columns, because nothing was looked up.
std::optional<Entry> parse_phrase(std::string_view line, std::string_view name) {
  constexpr std::array<std::pair<std::string_view, Entry::Kind>, 5> phrases = {{
      {"Migrated ", Entry::Kind::file},
      {"ARCIVE ", Entry::Kind::file},
      {"Pseudo Directory ", Entry::Kind::directory},
      {"Error determining attributes ", Entry::Kind::unknown},
      {"User catalog connector ", Entry::Kind::special},
  }};
  for (const auto& [phrase, kind] : phrases) {
    if (text::starts_with_letters(line, phrase)) return entry(name, kind);
  }
  return std::nullopt;
}

}  // namespace

bool is_zos_name(std::string_view name) {
  constexpr std::size_t longest = 8;
  while (!name.empty()) {
    const auto [qualifier, rest] = text::split(name, '.');
    if (qualifier.empty() || qualifier.size() > longest) return false;
    if (text::is_digit(qualifier[0]) || !std::all_of(qualifier.begin(), qualifier.end(), is_name_character))
      return false;
    if (rest.empty()) return qualifier.size() == name.size();
    name = rest;
  }
  return false;
}

// "VOLUME 3390   2026/01/16  1   15  FB      80 27920  PO  MY.DATASET": the name last, the organisation before it.
std::optional<Entry> parse_zos_dataset(std::string_view line) {
  const Words words(line);
  std::string_view name = words[words.size() - 1];
  if (name.size() > 2 && name.front() == '\'' && name.back() == '\'') name = name.substr(1, name.size() - 2);
  if (words.size() < 2 || !is_zos_name(name)) return std::nullopt;
  if (auto phrase = parse_phrase(line, name)) return phrase;
  const std::string_view organisation = words[words.size() - 2];
  constexpr std::array<std::string_view, 10> known = {"PS",   "PO",   "PO-E", "DA",   "VS",
                                                      "VSAM", "PATH", "GDG",  "PS-E", "PS-L"};
  if (std::find(known.begin(), known.end(), organisation) == known.end()) return std::nullopt;
  Entry result = entry(name, is_partitioned(organisation) ? Entry::Kind::directory : Entry::Kind::file);
  result.modified = zos_time(words[2], {});
  return result;
}

// "MEMBER   01.03 2026/01/16 2026/01/17 10:11    45    40     0 USERID", or the name alone.
std::optional<Entry> parse_zos_member(std::string_view line) {
  const Words words(line);
  if (words[0].find('.') != std::string_view::npos || !is_zos_name(words[0])) return std::nullopt;
  Entry result = entry(words[0], Entry::Kind::file);
  result.modified = zos_time(words[3], words[4]);
  if (result.modified) result.owner = words[8];
  return result;
}

// "MYJOB    JOB00123 USERID   OUTPUT A        RC=0000 3 spool files": RETR takes the job's identifier.
std::optional<Entry> parse_zos_job(std::string_view line) {
  const Words words(line);
  const std::string_view id = words[1];
  const bool is_id =
      id.starts_with("JOB") || id.starts_with("TSU") || id.starts_with("STC") || id.starts_with("J0");
  if (!is_id || !is_zos_name(id)) return std::nullopt;
  Entry result = entry(id, Entry::Kind::file);
  result.owner = words[2];
  return result;
}

}  // namespace plainsock::ftp::listing
