// OS/400 (IBM i): "OWNER 4096 26/01/16 15:09:55 *DIR QSYS.LIB/", and "OWNER *MEM FILE.FILE/MEMBER.MBR" for members.
#include <algorithm>
#include <array>
#include <vector>

#include "listing_formats.hpp"
#include "listing_words.hpp"
#include "text.hpp"

namespace plainsock::ftp::listing {
namespace {

bool is_type(std::string_view word) {
  return word.size() > 1 && word[0] == '*' && std::all_of(word.begin() + 1, word.end(), [](char c) {
           return (c >= 'A' && c <= 'Z') || text::is_digit(c);
         });
}

Entry::Kind os400_kind(std::string_view type) {
  constexpr std::array<std::string_view, 5> directories = {"*DIR", "*DDIR", "*LIB", "*FLR", "*FILE"};
  const bool holds_others = std::find(directories.begin(), directories.end(), type) != directories.end();
  return holds_others ? Entry::Kind::directory : Entry::Kind::file;
}

// The job's date format decides the order of the three numbers and is not told: a date is known only when one order
// alone makes a day that is not in the future.
std::optional<Timestamp> only_reading(std::string_view date, const Clock& clock, std::chrono::sys_seconds now) {
  const std::size_t at = date.find_first_of("/.-");
  if (at == std::string_view::npos) return std::nullopt;
  const auto [a, rest] = text::split(date, date[at]);
  const auto [b, c] = text::split(rest, date[at]);
  const auto x = text::number<std::uint8_t>(a), y = text::number<std::uint8_t>(b),
             z = text::number<std::uint8_t>(c);
  if (!x || !y || !z) return std::nullopt;
  std::vector<Timestamp> readings;
  for (const auto& [year, month, day] : {std::array{*x, *y, *z}, std::array{*z, *x, *y}, std::array{*z, *y, *x}}) {
    const auto time = server_time(full_year(year), month, day, clock);
    if (year < 100 && time && time->time <= now + std::chrono::days{1}) readings.push_back(*time);
  }
  const bool agree = std::all_of(readings.begin(), readings.end(),
                                 [&](const Timestamp& time) { return time == readings.front(); });
  if (readings.empty() || !agree) return std::nullopt;
  return readings.front();
}

}  // namespace

std::optional<Entry> parse_os400(std::string_view line, std::chrono::sys_seconds now) {
  const Words words(line);
  const std::size_t type = is_type(words[1]) ? 1 : 4;
  if (!is_type(words[type])) return std::nullopt;
  const auto size = text::number<std::uint64_t>(words[1]);
  const auto clock = read_clock(words[3]);
  if (type == 4 && (!size || !clock)) return std::nullopt;
  std::string_view name = text::trim(words.after(type));
  if (name.ends_with('/')) name.remove_suffix(1);
  if (name.empty()) return std::nullopt;
  Entry entry;
  entry.name = name;
  entry.kind = os400_kind(words[type]);
  entry.owner = words[0];
  if (type == 4 && words[type] == "*STMF") entry.size = size;  // other objects' sizes are not what RETR sends
  if (type == 4) entry.modified = only_reading(words[2], *clock, now);
  return entry;
}

}  // namespace plainsock::ftp::listing
