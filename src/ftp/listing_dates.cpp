#include <string>
#include <utility>

#include "listing_words.hpp"
#include "text.hpp"

namespace plainsock::ftp::listing {
namespace {

using namespace std::chrono;

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// Lower case, and '?' for each run of other bytes: "März" is "m?rz" in UTF-8 and in Latin-1 alike.
std::string fold(std::string_view word) {
  std::string out;
  for (char c : word) {
    if (is_ascii(c)) {
      out += text::lower(c);
    } else if (out.empty() || out.back() != '?') {
      out += '?';
    }
  }
  return out;
}

struct MonthName {
  std::string_view start;
  unsigned month;
};

// The first letters of months as `ls` writes them in English, German, French, Spanish, Italian, Portuguese, Dutch,
// Swedish, Danish, Norwegian, Finnish, Hungarian, Polish, Czech, Turkish and Romanian (CLDR, abbreviated names),
// folded. Where two begin alike the longer stands first.
constexpr MonthName month_names[] = {
    {"juin", 6}, {"juil", 7}, {"mars", 3}, {"marz", 3}, {"marr", 11}, {"maal", 3}, {"hein", 7}, {"helm", 2},
    {"kv?", 5},  {"jan", 1},  {"ene", 1},  {"gen", 1},  {"ian", 1},   {"sty", 1},  {"led", 1},  {"oca", 1},
    {"tam", 1},  {"feb", 2},  {"f?v", 2},  {"fev", 2},  {"lut", 2},   {"?no", 2},  {"?ub", 2},  {"mar", 3},
    {"m?r", 3},  {"mrz", 3},  {"mrt", 3},  {"b?e", 3},  {"apr", 4},   {"avr", 4},  {"abr", 4},  {"?pr", 4},
    {"kwi", 4},  {"dub", 4},  {"nis", 4},  {"huh", 4},  {"may", 5},   {"mai", 5},  {"maj", 5},  {"mei", 5},
    {"mag", 5},  {"m?j", 5},  {"tou", 5},  {"jun", 6},  {"giu", 6},   {"iun", 6},  {"j?n", 6},  {"cze", 6},
    {"?en", 6},  {"haz", 6},  {"kes", 6},  {"jul", 7},  {"lug", 7},   {"iul", 7},  {"j?l", 7},  {"lip", 7},
    {"?ec", 7},  {"tem", 7},  {"aug", 8},  {"ago", 8},  {"ao?", 8},   {"aou", 8},  {"sie", 8},  {"srp", 8},
    {"a?u", 8},  {"elo", 8},  {"sep", 9},  {"set", 9},  {"sze", 9},   {"wrz", 9},  {"z?", 9},   {"eyl", 9},
    {"syy", 9},  {"oct", 10}, {"okt", 10}, {"ott", 10}, {"out", 10},  {"pa?", 10}, {"?j", 10},  {"eki", 10},
    {"lok", 10}, {"nov", 11}, {"noi", 11}, {"lis", 11}, {"kas", 11},  {"dec", 12}, {"dez", 12}, {"d?c", 12},
    {"dic", 12}, {"des", 12}, {"gru", 12}, {"pro", 12}, {"ara", 12},  {"jou", 12},
};

// In UTF-8, the capital or small first letter left out: "Янв" and "янв" end alike.
constexpr MonthName russian_ends[] = {
    {"\xD0\xBD\xD0\xB2", 1},  {"\xD0\xB5\xD0\xB2", 2}, {"\xD0\xB0\xD1\x80", 3},  {"\xD0\xBF\xD1\x80", 4},
    {"\xD0\xB0\xD0\xB9", 5},  {"\xD0\xB0\xD1\x8F", 5}, {"\xD1\x8E\xD0\xBD", 6},  {"\xD1\x8E\xD0\xBB", 7},
    {"\xD0\xB2\xD0\xB3", 8},  {"\xD0\xB5\xD0\xBD", 9}, {"\xD0\xBA\xD1\x82", 10}, {"\xD0\xBE\xD1\x8F", 11},
    {"\xD0\xB5\xD0\xBA", 12},
};

std::string_view without_suffix(std::string_view word, std::string_view suffix) {
  return word.ends_with(suffix) ? word.substr(0, word.size() - suffix.size()) : word;
}

// "12", "12.", "12,", "12日", "12일"
std::optional<unsigned> day_of(std::string_view word) {
  for (std::string_view suffix : {".", ",", "\xE6\x97\xA5", "\xEC\x9D\xBC"}) word = without_suffix(word, suffix);
  const auto day = text::number<unsigned>(word);
  return word.size() <= 2 && day && *day >= 1 && *day <= 31 ? day : std::nullopt;
}

// "2026", "2026年", "2026년"
std::optional<int> year_of(std::string_view word) {
  for (std::string_view suffix : {"\xE5\xB9\xB4", "\xEB\x85\x84"}) word = without_suffix(word, suffix);
  const auto year = text::number<int>(word);
  return word.size() == 4 && year && *year >= 1900 && *year < 2200 ? year : std::nullopt;
}

std::optional<unsigned> numbered_month(std::string_view word) {
  for (std::string_view suffix : {"\xE6\x9C\x88", "\xEC\x9B\x94"}) {
    const auto month = text::number<unsigned>(without_suffix(word, suffix));
    if (word.ends_with(suffix) && month && *month >= 1 && *month <= 12) return month;
  }
  return std::nullopt;
}

std::optional<Timestamp> latest(unsigned month, unsigned day, const Clock& clock, sys_seconds now) {
  const int this_year = static_cast<int>(year_month_day{floor<days>(now)}.year());
  for (int year : {this_year + 1, this_year, this_year - 1}) {
    const auto candidate = server_time(year, month, day, clock);
    if (candidate && candidate->time <= now + days{1}) return candidate;
  }
  return std::nullopt;
}

// What follows month and day: "21:22", "21:22:33 2026" (BSD ls -T) or "2026".
std::optional<Date> with_time_or_year(const Words& words, std::size_t at, unsigned month, unsigned day,
                                      sys_seconds now) {
  if (const auto year = year_of(words[at])) return Date{3, server_time(*year, month, day, std::nullopt)};
  const auto clock = read_clock(words[at]);
  if (!clock) return std::nullopt;
  const auto year = year_of(words[at + 1]);
  if (clock->has_seconds && year) return Date{4, server_time(*year, month, day, clock)};
  return Date{3, latest(month, day, *clock, now)};
}

std::optional<Date> named_month(const Words& words, std::size_t first, sys_seconds now) {
  const auto month_first = month_of(words[first]), month_second = month_of(words[first + 1]);
  const auto day_first = day_of(words[first]), day_second = day_of(words[first + 1]);
  if (month_first && day_second) return with_time_or_year(words, first + 2, *month_first, *day_second, now);
  if (day_first && month_second) return with_time_or_year(words, first + 2, *month_second, *day_first, now);
  const auto year = year_of(words[first]);
  const auto day = day_of(words[first + 2]);
  if (year && month_second && day) return Date{3, server_time(*year, *month_second, *day, std::nullopt)};
  return std::nullopt;
}

// "+0100" behind a time tells UTC.
std::optional<minutes> read_zone(std::string_view word) {
  const auto digits = word.size() == 5 ? text::number<int>(word.substr(1)) : std::nullopt;
  if (!digits || (word[0] != '+' && word[0] != '-')) return std::nullopt;
  const minutes offset{*digits / 100 * 60 + *digits % 100};
  return word[0] == '+' ? offset : -offset;
}

struct Numbers {
  int first = 0;
  unsigned second = 0, third = 0;
};

// "2026-01-16", "16.01.2026": three numbers, the year of four digits or two.
std::optional<Numbers> three_numbers(std::string_view word, char separator) {
  const auto [a, rest] = text::split(word, separator);
  const auto [b, c] = text::split(rest, separator);
  const auto first = text::number<int>(a);
  const auto second = text::number<unsigned>(b), third = text::number<unsigned>(c);
  if (!first || !second || !third || a.size() > 4 || b.size() > 2 || c.size() < 2 || c.size() > 4)
    return std::nullopt;
  return Numbers{*first, *second, *third};
}

// "2026-01-16 21:22[:33.444] [+0100]", "2026-01-16", "16.01.2026 21:22"
std::optional<Date> numeric(const Words& words, std::size_t first) {
  std::string_view word = words[first];
  auto numbers = three_numbers(word, '-');
  if (!numbers) numbers = three_numbers(word, '/');
  const auto dotted = three_numbers(word, '.');
  if (dotted)
    numbers =
        Numbers{full_year(static_cast<int>(dotted->third)), dotted->second, static_cast<unsigned>(dotted->first)};
  if (!numbers || numbers->first < 1900 || numbers->first >= 2200) return std::nullopt;
  const auto clock = read_clock(words[first + 1]);
  Date date{clock ? 2u : 1u, server_time(numbers->first, numbers->second, numbers->third, clock)};
  const auto zone = clock ? read_zone(words[first + 2]) : std::nullopt;
  if (!zone) return date;
  ++date.words;
  if (date.time) date.time = Timestamp{date.time->time - *zone, date.time->precision, Timestamp::Zone::utc};
  return date;
}

// "01-16 21:22": ls with the time style iso.
std::optional<Date> month_and_day(const Words& words, std::size_t first, sys_seconds now) {
  const std::string_view word = words[first];
  if (word.size() != 5 || word[2] != '-') return std::nullopt;
  const auto month = text::number<unsigned>(word.substr(0, 2)), day = text::number<unsigned>(word.substr(3));
  const auto clock = read_clock(words[first + 1]);
  if (!month || !day || !clock) return std::nullopt;
  return Date{2, latest(*month, *day, *clock, now)};
}

}  // namespace

std::optional<Clock> read_clock(std::string_view word) {
  const auto [hour, rest] = text::split(word, ':');
  const auto [minute, seconds_and_fraction] = text::split(rest, ':');
  const auto [second, fraction] = text::split(seconds_and_fraction, '.');
  const bool has_seconds = !seconds_and_fraction.empty();
  const auto h = text::number<unsigned>(hour), m = text::number<unsigned>(minute);
  const auto s = has_seconds ? text::number<unsigned>(second) : std::optional<unsigned>(0);
  if (!h || !m || !s || hour.size() > 2 || minute.size() != 2 || second.size() > 2) return std::nullopt;
  if (*h > 23 || *m > 59 || *s > 60 || fraction.find_first_not_of("0123456789") != std::string_view::npos)
    return std::nullopt;
  return Clock{*h, *m, *s, has_seconds};
}

std::optional<Timestamp> server_time(int year, unsigned month, unsigned day, const std::optional<Clock>& clock) {
  const Clock c = clock.value_or(Clock{});
  const auto time = make_time(year, month, day, c.hour, c.minute, c.second);
  if (!time) return std::nullopt;
  using Precision = Timestamp::Precision;
  const Precision precision = !clock ? Precision::day : c.has_seconds ? Precision::second : Precision::minute;
  return Timestamp{*time, precision, Timestamp::Zone::server};
}

std::optional<unsigned> month_of(std::string_view word) {
  if (const auto month = numbered_month(word)) return month;
  constexpr std::size_t longest = 32;
  if (word.size() < 3 || word.size() > longest) return std::nullopt;
  for (const auto& [end, month] : russian_ends) {
    if (!is_ascii(word[0]) && word.substr(2).starts_with(end)) return month;
  }
  const std::string folded = fold(word);
  for (const auto& [start, month] : month_names) {
    if (folded.starts_with(start)) return month;
  }
  return std::nullopt;
}

int full_year(int year) noexcept { return year >= 100 ? year : year + (year < 70 ? 2000 : 1900); }

std::optional<Date> read_date(const Words& words, std::size_t first, sys_seconds now) {
  if (const auto date = named_month(words, first, now)) return date;
  if (const auto date = numeric(words, first)) return date;
  return month_and_day(words, first, now);
}

}  // namespace plainsock::ftp::listing
