// IIS and other servers of Windows in the style of `dir`: "01-16-26  11:05AM       <DIR>          name".
#include <array>
#include <utility>

#include "listing_formats.hpp"
#include "listing_words.hpp"
#include "text.hpp"

namespace plainsock::ftp::listing {
namespace {

struct Day {
  int year;
  unsigned month, day;
};

// "01-16-26", "01/16/2026", "2026-01-16", "16.01.2026". Month before day as IIS writes it, unless the month would
// be no month.
std::optional<Day> read_day(std::string_view word) {
  const std::size_t at = word.find_first_of("-/.");
  if (at == std::string_view::npos) return std::nullopt;
  const auto [a, rest] = text::split(word, word[at]);
  const auto [b, c] = text::split(rest, word[at]);
  const auto first = text::number<unsigned>(a), second = text::number<unsigned>(b),
             third = text::number<unsigned>(c);
  if (!first || !second || !third || a.size() > 4 || b.size() > 2 || c.size() > 4) return std::nullopt;
  if (a.size() == 4) return Day{static_cast<int>(*first), *second, *third};
  const bool day_first = word[at] == '.' || *first > 12;
  return Day{full_year(static_cast<int>(*third)), day_first ? *second : *first, day_first ? *first : *second};
}

struct HalfDay {
  bool known = false, afternoon = false;
};

HalfDay read_half_day(std::string_view word) {
  const bool am = text::same_letters(word, "AM") || text::same_letters(word, "a");
  const bool pm = text::same_letters(word, "PM") || text::same_letters(word, "p");
  return {am || pm, pm};
}

struct Time {
  Clock clock;
  std::size_t words = 1;
};

// "11:05AM", "11:05 AM", "11:05a", "23:05"
std::optional<Time> dos_time(const Words& words, std::size_t at) {
  const std::size_t digits = std::min(words[at].find_first_not_of("0123456789:"), words[at].size());
  const auto clock = read_clock(words[at].substr(0, digits));
  HalfDay half = read_half_day(words[at].substr(digits));
  if (!clock || (digits != words[at].size() && !half.known)) return std::nullopt;
  Time time{*clock, 1};
  if (!half.known && (half = read_half_day(words[at + 1])).known) time.words = 2;
  if (half.known) time.clock.hour = time.clock.hour % 12 + (half.afternoon ? 12 : 0);
  return time;
}

// "1234", "1,234,567" and "1.234.567"
std::optional<std::uint64_t> read_size(std::string_view word) {
  std::string digits;
  for (char c : word) {
    if (c != ',' && c != '.') digits += c;
  }
  return text::is_digit(word.empty() ? ' ' : word[0]) ? text::number<std::uint64_t>(digits) : std::nullopt;
}

std::optional<Entry::Kind> dos_kind(std::string_view mark) {
  constexpr std::array<std::pair<std::string_view, Entry::Kind>, 4> marks = {{{"<DIR>", Entry::Kind::directory},
                                                                              {"<JUNCTION>", Entry::Kind::link},
                                                                              {"<SYMLINKD>", Entry::Kind::link},
                                                                              {"<SYMLINK>", Entry::Kind::link}}};
  for (const auto& [text, kind] : marks) {
    if (text::same_letters(mark, text)) return kind;
  }
  return std::nullopt;
}

// `dir` appends the target: "name [C:\target]".
void split_link(Entry& entry) {
  const std::size_t open = entry.name.rfind(" [");
  if (open == std::string::npos || open == 0 || !entry.name.ends_with(']')) return;
  entry.link_target = entry.name.substr(open + 2, entry.name.size() - open - 3);
  entry.name.resize(open);
}

// Behind a mark the columns are padded to where the names of files begin: fifteen columns from the mark's first.
std::string_view name_after_mark(std::string_view mark, std::string_view rest) {
  const std::size_t padding = mark.size() < 14 ? 14 - mark.size() : 0;
  const std::size_t blanks = std::min(rest.find_first_not_of(' '), rest.size());
  return rest.substr(std::min(blanks, padding));
}

}  // namespace

std::optional<Entry> parse_dos(std::string_view line) {
  const Words words(line);
  const auto day = read_day(words[0]);
  const auto time = dos_time(words, 1);
  if (!day || !time) return std::nullopt;
  const std::size_t column = 1 + time->words;
  const auto mark = dos_kind(words[column]);
  const auto size = read_size(words[column]);
  if (!mark && !size) return std::nullopt;
  const std::string_view rest = words.after(column);
  const std::string_view name = mark ? name_after_mark(words[column], rest) : rest;
  if (name.empty()) return std::nullopt;
  Entry entry;
  entry.kind = mark.value_or(Entry::Kind::file);
  if (!mark) entry.size = size;
  entry.modified = server_time(day->year, day->month, day->day, time->clock);
  entry.name = name;
  if (entry.kind == Entry::Kind::link) split_link(entry);
  return entry;
}

}  // namespace plainsock::ftp::listing
