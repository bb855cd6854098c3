#include "plainsock/ftp/timestamp.hpp"

#include <gtest/gtest.h>

namespace plainsock::ftp {
namespace {

using namespace std::chrono;

const sys_seconds leap_day = sys_days{year{2024} / 2 / 29} + 23h + 59min + 58s;

TEST(Timestamp, reads_the_time_of_rfc_3659) {
  EXPECT_EQ(parse_time("20240229235958"), leap_day);
  EXPECT_EQ(parse_time("19691231235959"), sys_seconds{-1s});
}

TEST(Timestamp, drops_the_fraction) {
  EXPECT_EQ(parse_time("20240229235958.786"), leap_day);
  EXPECT_EQ(parse_time("20240229235958.999999999999999999999999999999"), leap_day);
}

TEST(Timestamp, reads_the_year_2000_bug) {
  EXPECT_EQ(parse_time("191240229235958"), leap_day);
  EXPECT_EQ(parse_time("191000101000000"), sys_seconds{sys_days{year{2000} / 1 / 1}});
}

TEST(Timestamp, knows_the_leap_second) {
  EXPECT_EQ(parse_time("20161231235960"), sys_seconds{sys_days{year{2017} / 1 / 1}});
}

TEST(Timestamp, refuses_what_is_no_time) {
  for (const char* text : {"", "2024", "20241301000000", "20240001000000", "20230229000000", "20240230000000",
                           "20240101240000", "20240101006000", "20240101000061", "-0240229235958",
                           "20240229235958.", "20240229235958.x", "20240229235958Z", " 20240229235958",
                           "202402292359580", "201240229235958", "2024022923595x", "99999999999999999999999999"}) {
    EXPECT_EQ(parse_time(text), std::nullopt) << text;
  }
}

TEST(Timestamp, writes_what_it_reads) {
  for (const char* text : {"20240229235958", "00010101000000", "19700101000000", "99991231235959"}) {
    EXPECT_EQ(time_text(*parse_time(text)), text);
  }
}

TEST(Timestamp, iso_text_shows_no_more_than_is_known) {
  using T = Timestamp;
  EXPECT_EQ(iso_text({leap_day, T::Precision::second, T::Zone::utc}), "2024-02-29T23:59:58Z");
  EXPECT_EQ(iso_text({leap_day, T::Precision::minute, T::Zone::server}), "2024-02-29T23:59");
  EXPECT_EQ(iso_text({leap_day, T::Precision::day, T::Zone::server}), "2024-02-29");
}

}  // namespace
}  // namespace plainsock::ftp
