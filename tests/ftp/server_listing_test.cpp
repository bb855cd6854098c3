#include "src/ftp/server_listing.hpp"

#include <gtest/gtest.h>

#include "plainsock/ftp/timestamp.hpp"

namespace plainsock::ftp::server {
namespace {

Entry file(std::string name, std::uint64_t size, std::chrono::sys_seconds modified) {
  Entry entry;
  entry.name = std::move(name);
  entry.size = size;
  entry.modified = modified;
  entry.mode = 0644;
  return entry;
}

TEST(ServerListing, looks_like_ls) {
  const auto now = *make_time(2026, 11, 24, 12, 0, 0);
  auto entry = file("f.bin", 1000, *make_time(2026, 11, 2, 9, 5, 59));
  EXPECT_EQ(list_line(entry, now), "-rw-r--r--   1 ftp      ftp              1000 Nov 02 09:05 f.bin");
  entry.type = Entry::Type::directory;
  entry.mode = 0751;
  EXPECT_EQ(list_line(entry, now), "drwxr-x--x   1 ftp      ftp              1000 Nov 02 09:05 f.bin");
}

TEST(ServerListing, shows_the_year_of_what_is_half_a_year_old_or_in_the_future) {
  const auto now = *make_time(2026, 11, 24, 12, 0, 0);
  const auto when = [now](std::chrono::sys_seconds time) {
    return list_line(file("x", 1, time), now).substr(46, 12);
  };
  EXPECT_EQ(when(*make_time(2026, 1, 31, 1, 2)), "Jan 31  2026");
  EXPECT_EQ(when(*make_time(2026, 11, 26, 1, 2)), "Nov 26  2026");
  EXPECT_EQ(when(*make_time(2026, 11, 25, 1, 2)), "Nov 25 01:02");
  EXPECT_EQ(when(*make_time(1999, 12, 31, 1, 2)), "Dec 31  1999");
}

TEST(ServerListing, takes_options_for_ls_off_the_name) {
  EXPECT_EQ(without_options("-la"), "");
  EXPECT_EQ(without_options("-l -a a b"), "a b");
  EXPECT_EQ(without_options("./-x"), "./-x");
  EXPECT_EQ(without_options("-"), "-");
}

}  // namespace
}  // namespace plainsock::ftp::server
