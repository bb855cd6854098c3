#include "server_listing.hpp"

#include <cstddef>

#include "plainsock/ftp/timestamp.hpp"
#include "text.hpp"

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

std::string ls_time(sys_seconds time, sys_seconds now) {
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

std::string octal(unsigned mode) {
  std::string text = "0";
  for (int shift = 6; shift >= 0; shift -= 3) text += static_cast<char>('0' + ((mode >> shift) & 7U));
  return text;
}

// RFC 3659 section 7.5.5.
std::string_view permissions(const Entry& entry, Access access) {
  const bool writable = access == Access::writable;
  if (entry.type == Entry::Type::directory) return writable ? "cdeflmp" : "el";
  return writable ? "adfrw" : "r";
}

std::string fact_value(std::string_view fact, const Entry& entry, Access access) {
  if (fact == "type") return entry.type == Entry::Type::directory ? "dir" : "file";
  if (fact == "size") return entry.type == Entry::Type::file ? std::to_string(entry.size) : "";
  if (fact == "modify") return ftp::time_text(entry.modified);
  if (fact == "perm") return std::string(permissions(entry, access));
  return octal(entry.mode);
}

}  // namespace

void FactSet::choose(std::string_view facts) {
  shown_.fill(false);
  while (!facts.empty()) {
    const auto [fact, rest] = text::split(facts, ';');
    for (std::size_t i = 0; i < all.size(); ++i) shown_[i] = shown_[i] || text::same_letters(fact, all[i]);
    facts = rest;
  }
}

std::string FactSet::chosen() const {
  std::string text;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (shown_[i]) text.append(all[i]).append(";");
  }
  return text;
}

std::string FactSet::feature() const {
  std::string text = "MLST ";
  for (std::size_t i = 0; i < all.size(); ++i) text.append(all[i]).append(shown_[i] ? "*;" : ";");
  return text;
}

std::string FactSet::line(const Entry& entry, Access access) const {
  std::string text;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto value = shown_[i] ? fact_value(all[i], entry, access) : "";
    if (!value.empty()) text.append(all[i]).append("=").append(value).append(";");
  }
  return text + ' ' + entry.name;
}

std::string list_line(const Entry& entry, sys_seconds now) {
  return mode_text(entry) + "   1 ftp      ftp      " + right(std::to_string(entry.size), 12) + ' ' +
         ls_time(entry.modified, now) + ' ' + entry.name;
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
