#include "plainsock/ftp/timestamp.hpp"

#include "text.hpp"

namespace plainsock::ftp {
namespace {

using namespace std::chrono;

std::string padded(int value, std::size_t width) {
  std::string digits = std::to_string(value);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

bool all_digits(std::string_view text) { return text.find_first_not_of("0123456789") == std::string_view::npos; }

unsigned field(std::string_view digits, std::size_t at, std::size_t size = 2) {
  return text::number<unsigned>(digits.substr(at, size)).value_or(0);
}

struct Calendar {
  explicit Calendar(sys_seconds time) : date(floor<days>(time)), clock(time - floor<days>(time)) {}
  int year() const { return static_cast<int>(date.year()); }
  int month() const { return static_cast<int>(static_cast<unsigned>(date.month())); }
  int day() const { return static_cast<int>(static_cast<unsigned>(date.day())); }
  int hour() const { return static_cast<int>(clock.hours().count()); }
  int minute() const { return static_cast<int>(clock.minutes().count()); }
  int second() const { return static_cast<int>(clock.seconds().count()); }

  year_month_day date;
  hh_mm_ss<seconds> clock;
};

}  // namespace

std::optional<sys_seconds> make_time(int year, unsigned month, unsigned day, unsigned hour, unsigned minute,
                                     unsigned second) {
  const year_month_day date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  if (!date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  return sys_days{date} + hours{hour} + minutes{minute} + seconds{second};
}

std::optional<sys_seconds> parse_time(std::string_view text) {
  const auto [digits, fraction] = text::split(text, '.');
  if (!all_digits(digits) || !all_digits(fraction) || (text.size() > digits.size() && fraction.empty()))
    return std::nullopt;
  // A tm_year of 100 and more printed behind "19".
  const bool year_2000_bug = digits.size() == 15 && digits.substr(0, 3) == "191";
  if (digits.size() != 14 && !year_2000_bug) return std::nullopt;
  const unsigned year = year_2000_bug ? 1900 + field(digits, 2, 3) : field(digits, 0, 4);
  const std::string_view rest = digits.substr(year_2000_bug ? 5 : 4);
  return make_time(static_cast<int>(year), field(rest, 0), field(rest, 2), field(rest, 4), field(rest, 6),
                   field(rest, 8));
}

std::string time_text(sys_seconds time) {
  const Calendar c(time);
  return padded(c.year(), 4) + padded(c.month(), 2) + padded(c.day(), 2) + padded(c.hour(), 2) +
         padded(c.minute(), 2) + padded(c.second(), 2);
}

std::string iso_text(const Timestamp& timestamp) {
  const Calendar c(timestamp.time);
  std::string text = padded(c.year(), 4) + '-' + padded(c.month(), 2) + '-' + padded(c.day(), 2);
  if (timestamp.precision == Timestamp::Precision::day) return text;
  text += 'T' + padded(c.hour(), 2) + ':' + padded(c.minute(), 2);
  if (timestamp.precision == Timestamp::Precision::second) text += ':' + padded(c.second(), 2);
  return timestamp.zone == Timestamp::Zone::utc ? text + 'Z' : text;
}

}  // namespace plainsock::ftp
