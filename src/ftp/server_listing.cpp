#include "server_listing.hpp"

#include <array>
#include <cstddef>

namespace plainsock::ftp::server {
namespace {

using namespace std::chrono;

std::string right(std::string text, std::size_t width) {
  if (text.size() < width) text.insert(0, width - text.size(), ' ');
  return text;
}

std::string two_digits(unsigned number) {
  return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

std::string mode_text(const Entry& entry) {
  std::string text(entry.type == Entry::Type::directory ? "d" : "-");
  constexpr std::string_view letters = "rwxrwxrwx";
  for (std::size_t i = 0; i < letters.size(); ++i) text += (entry.mode >> (8 - i)) & 1U ? letters[i] : '-';
  return text;
}

std::string time_text(sys_seconds time, sys_seconds now) {
  constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  constexpr auto half_a_year = days{182};
  const auto day = floor<days>(time);
  const year_month_day date{day};
  const hh_mm_ss clock{time - day};
  std::string text(months[static_cast<unsigned>(date.month()) - 1]);
  text += ' ' + two_digits(static_cast<unsigned>(date.day())) + ' ';
  if (time > now + days{1} || time < now - half_a_year)
    return text + right(std::to_string(static_cast<int>(date.year())), 5);
  return text + two_digits(static_cast<unsigned>(clock.hours().count())) + ':' +
         two_digits(static_cast<unsigned>(clock.minutes().count()));
}

}  // namespace

std::string list_line(const Entry& entry, sys_seconds now) {
  return mode_text(entry) + "   1 ftp      ftp      " + right(std::to_string(entry.size), 12) + ' ' +
         time_text(entry.modified, now) + ' ' + entry.name;
}

std::string_view without_options(std::string_view argument) noexcept {
  while (argument.size() > 1 && argument.front() == '-') {
    const auto space = argument.find(' ');
    if (space == std::string_view::npos) return {};
    argument.remove_prefix(space + 1);
  }
  return argument;
}

bool is_pattern(std::string_view name) noexcept { return name.find_first_of("*?[") != std::string_view::npos; }

}  // namespace plainsock::ftp::server
