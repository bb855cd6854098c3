// A line of columns, and the dates in them.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

#include "plainsock/ftp/timestamp.hpp"

namespace plainsock::ftp::listing {

// The first words of a line, separated by spaces or tabs.
class Words {
 public:
  explicit Words(std::string_view line) noexcept;

  std::size_t size() const noexcept { return size_; }
  // A word, or nothing beyond the last.
  std::string_view operator[](std::size_t index) const noexcept;
  // The bytes from one word to another, both included.
  std::string_view from_to(std::size_t first, std::size_t last) const noexcept;
  // The bytes behind a word and exactly one separator.
  std::string_view after(std::size_t index) const noexcept;

 private:
  static constexpr std::size_t most = 24;

  std::string_view line_;
  std::array<std::string_view, most> words_;
  std::size_t size_ = 0;
};

struct Clock {
  unsigned hour = 0, minute = 0, second = 0;
  bool has_seconds = false;
};

// "9:05", "21:22", "21:22:33", "21:22:33.123456789" (the fraction is dropped).
std::optional<Clock> read_clock(std::string_view word);

// A time in the server's zone, as precise as its parts; nothing when the day does not exist.
std::optional<Timestamp> server_time(int year, unsigned month, unsigned day, const std::optional<Clock>& clock);

// The month a word names: English, its European relatives in UTF-8 or Latin-1, abbreviated or not, Russian, "6月",
// "6월".
std::optional<unsigned> month_of(std::string_view word);

// Two digits mean 1970 to 2069 (POSIX strptime's %y puts 69 into the last century, which no file server needs).
int full_year(int year) noexcept;

// A date that takes `words` words; `time` is empty when it names a day that does not exist or a month in a language
// that is not known here.
struct Date {
  std::size_t words = 0;
  std::optional<Timestamp> time;
};

// The date that begins at a word, in any form that `ls` has. Without a year it is the latest that is at most one
// day ahead of now: a server's clock may be fast, and only recent files are shown without a year.
std::optional<Date> read_date(const Words& words, std::size_t first, std::chrono::sys_seconds now);

struct SizeAndDate {
  std::size_t size_word = 0;
  Date date;
  std::size_t last_word() const noexcept { return size_word + date.words; }
};

// A word that can be a size and has a date behind it: what all UNIX-like listings have in common, however many
// columns come before. The word where it stands mostly comes first, so that owner "mark" and group 20 are not taken
// for a date; then those from `first` on.
std::optional<SizeAndDate> find_size_and_date(const Words& words, std::size_t first, std::size_t likely,
                                              std::chrono::sys_seconds now);

}  // namespace plainsock::ftp::listing
