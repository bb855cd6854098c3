#include "listing_cases.hpp"

namespace plainsock::ftp {
namespace {

TEST(UnixListing, reads_the_columns_of_ls) {
  check_cases(
      {
          {"-rw-r--r--   1 alice    users        1234 Jan 16 18:53 f.bin",
           "file 1234 2026-01-16T18:53 alice users [f.bin]"},
          {"-rw-r--r--   1 alice    users        1234 Jan 16  2024 f.bin",
           "file 1234 2024-01-16 alice users [f.bin]"},
          {"drwxr-xr-x   2 alice    users        4096 Feb  1 09:05 dir",
           "directory - 2026-02-01T09:05 alice users [dir]"},
          {"drwxr-xr-x  12 root     root         4096 Dec 31  1999 old", "directory - 1999-12-31 root root [old]"},
          {"lrwxrwxrwx   1 root     root            7 Mar 10 12:00 sh -> bin/dash",
           "link - 2026-03-10T12:00 root root [sh] -> bin/dash"},
          {"brw-rw----   1 root     disk       8,   0 Apr  2 08:00 sda",
           "special - 2026-04-02T08:00 root disk [sda]"},
          {"crw-rw-rw-   1 root     root       1,   3 Apr  2 08:00 null",
           "special - 2026-04-02T08:00 root root [null]"},
          {"brw-rw----   1 root     disk     8,1 Apr  2 08:00 sda1", "special - 2026-04-02T08:00 root disk [sda1]"},
          {"prw-------   1 bob      bob             0 May  5 05:05 pipe",
           "special - 2026-05-05T05:05 bob bob [pipe]"},
          {"srwxrwxrwx   1 bob      bob             0 May  5 05:05 socket",
           "special - 2026-05-05T05:05 bob bob [socket]"},
          {"-rwsr-sr-t   1 root     staff       34567 Jun  6 06:06 setuid",
           "file 34567 2026-06-06T06:06 root staff [setuid]"},
          {"-rwSr-lr-T   1 root     staff           5 Jun  6 06:06 bits",
           "file 5 2026-06-06T06:06 root staff [bits]"},
          {"----------   1 root     root            0 Jul  7 07:07 none",
           "file 0 2026-07-07T07:07 root root [none]"},
          {"-rw-r--r--   1 alice    users 5368709120 Aug  8 08:08 five.gib",
           "file 5368709120 2026-08-08T08:08 alice users [five.gib]"},
          {"-rw-r--r--   1 a b 18446744073709551615 Aug  8 08:08 huge",
           "file 18446744073709551615 2026-08-08T08:08 a b [huge]"},
          {"-rw-r--r--   1 a b 99999999999999999999999 Aug  8 08:08 more", "file - 2026-08-08T08:08 a b [more]"},
          {"-rw-r--r--   1 a b 1.5K Aug  8 08:08 human", "file - 2026-08-08T08:08 a b [human]"},
          {"?---------   ? ?        ?               0 Sep  9 09:09 odd",
           "special - 2026-09-09T09:09 ? ?        ? [odd]"},
      },
      as_list);
}

TEST(UnixListing, reads_modes_with_a_mark_for_acls_labels_and_attributes) {
  check_cases(
      {
          {"-rw-r--r--+  1 alice users 1 Jan 16 18:53 acl", "file 1 2026-01-16T18:53 alice users [acl]"},
          {"-rw-r--r--.  1 alice users 1 Jan 16 18:53 selinux", "file 1 2026-01-16T18:53 alice users [selinux]"},
          {"-rw-r--r--@  1 alice staff 1 Jan 16 18:53 mac", "file 1 2026-01-16T18:53 alice staff [mac]"},
          {"drwxr-xr-xE  2 alice staff 512 Jan 16 18:53 aix", "directory - 2026-01-16T18:53 alice staff [aix]"},
      },
      as_list);
}

TEST(UnixListing, does_without_columns_that_servers_leave_out) {
  check_cases(
      {
          {"-rw-r--r--   1 alice        1234 Jan 16 18:53 nogroup", "file 1234 2026-01-16T18:53 alice - [nogroup]"},
          {"-rw-r--r--   1 1234 Jan 16 18:53 noowner", "file 1234 2026-01-16T18:53 - - [noowner]"},
          {"-rw-r--r--   1234 Jan 16 18:53 nolinks", "file 1234 2026-01-16T18:53 - - [nolinks]"},
          {"-rw-r--r--   alice users 1234 Jan 16 18:53 nolinks",
           "file 1234 2026-01-16T18:53 alice users [nolinks]"},
          {"drwxrwxr-x   folder 0 Jan 16 18:53 netpresenz", "directory - 2026-01-16T18:53 folder - [netpresenz]"},
          {"-rw-r--r--   326 1391972 1392298 Nov 22 1995 MegaPhone.sit",
           "file 1392298 1995-11-22 1391972 - [MegaPhone.sit]"},
          {"-rw-r--r-- 1 none none 40 Jan 16 18:53 aioftp", "file 40 2026-01-16T18:53 none none [aioftp]"},
          {"-rw-r--r-- 1 1 1 40 Jan 16 18:53 ftp-srv", "file 40 2026-01-16T18:53 1 1 [ftp-srv]"},
          {"-rw-r--r--    1 1000     1000         1234 Jan 16 18:53 numeric",
           "file 1234 2026-01-16T18:53 1000 1000 [numeric]"},
          {"-rwxrwxrwx 1 alice Domain Users 1234 Jan 16 18:53 cygwin",
           "file 1234 2026-01-16T18:53 alice Domain Users [cygwin]"},
          {"-rw-r--r--   1 DOM\\alice DOM\\domain users 7 Jan 16 18:53 ad",
           "file 7 2026-01-16T18:53 DOM\\alice DOM\\domain users [ad]"},
          {"  131074 -rw-r--r-- 1 alice users 7 Jan 16 18:53 inode", "file 7 2026-01-16T18:53 alice users [inode]"},
          {"-rw-r--r-- 1 mark 20 2024 Jan 16 18:53 gid", "file 2024 2026-01-16T18:53 mark 20 [gid]"},
          {"-rw-r--r-- 1 Jan Mar 1000 Jan 16 18:53 months", "file 1000 2026-01-16T18:53 Jan Mar [months]"},
      },
      as_list);
}

TEST(UnixListing, keeps_names_byte_for_byte) {
  check_cases(
      {
          {"-rw-r--r-- 1 a b 1 Jan 16 18:53 two  words ", "file 1 2026-01-16T18:53 a b [two  words ]"},
          {"-rw-r--r-- 1 a b 1 Jan 16 18:53  leading", "file 1 2026-01-16T18:53 a b [ leading]"},
          {"-rw-r--r-- 1 a b 1 Jan 16  2024   three", "file 1 2024-01-16 a b [  three]"},
          {"-rw-r--r-- 1 a b 1 Jan 16 18:53 a -> b", "file 1 2026-01-16T18:53 a b [a -> b]"},
          {"-rw-r--r-- 1 a b 1 Jan 16 18:53 12:34", "file 1 2026-01-16T18:53 a b [12:34]"},
          {"-rw-r--r-- 1 a b 1 Jan 16 18:53 2024", "file 1 2026-01-16T18:53 a b [2024]"},
          {"-rw-r--r-- 1 a b 1 Jan 16 18:53 5 Jan 16 18:53 x", "file 1 2026-01-16T18:53 a b [5 Jan 16 18:53 x]"},
          {"-rw-r--r-- 1 a b 1 Jan 16 18:53 caf\xE9", "file 1 2026-01-16T18:53 a b [caf\xE9]"},
          {"-rw-r--r-- 1 a b 1 Jan 16 18:53 \x1B[2J", "file 1 2026-01-16T18:53 a b [\x1B[2J]"},
          {"-rw-r--r-- 1 a b 1 Jan 16 18:53 ../evil", "file 1 2026-01-16T18:53 a b [../evil]"},
          {"-rw-r--r-- 1 a b 1 Jan 16 18:53 -la", "file 1 2026-01-16T18:53 a b [-la]"},
          {"drwxr-xr-x 1 a b 1 Jan 16 18:53 slash/", "directory - 2026-01-16T18:53 a b [slash]"},
          {"drwxr-xr-x 1 a b 1 Jan 16 18:53 .", "this directory - 2026-01-16T18:53 a b [.]"},
          {"drwxr-xr-x 1 a b 1 Jan 16 18:53 ..", "parent directory - 2026-01-16T18:53 a b [..]"},
      },
      as_list);
}

TEST(UnixListing, splits_a_link_where_the_length_of_its_target_says) {
  check_cases(
      {
          {"lrwxrwxrwx 1 a b 6 Jan 16 18:53 x -> y -> target", "link - 2026-01-16T18:53 a b [x -> y] -> target"},
          {"lrwxrwxrwx 1 a b 11 Jan 16 18:53 x -> y -> target", "link - 2026-01-16T18:53 a b [x] -> y -> target"},
          {"lrwxrwxrwx 1 a b 0 Jan 16 18:53 x -> y -> target", "link - 2026-01-16T18:53 a b [x] -> y -> target"},
          {"lrwxrwxrwx 1 a b 1 Jan 16 18:53  -> x", "link - 2026-01-16T18:53 a b [ -> x]"},
          {"lrwxrwxrwx 1 a b 9 Jan 16 18:53 hidden", "link - 2026-01-16T18:53 a b [hidden]"},
      },
      as_list);
}

TEST(UnixListing, reads_every_date_that_ls_prints) {
  check_cases(
      {
          {"-rw-r--r-- 1 a b 1 16 Jan 18:53 day.first", "file 1 2026-01-16T18:53 a b [day.first]"},
          {"-rw-r--r-- 1 a b 1 16 Jan  2024 day.first", "file 1 2024-01-16 a b [day.first]"},
          {"-rw-r--r-- 1 a b 1 16. Jan 18:53 german", "file 1 2026-01-16T18:53 a b [german]"},
          {"-rw-r--r-- 1 a b 1 Jan 16 18:53:07 2024 bsd", "file 1 2024-01-16T18:53:07 a b [bsd]"},
          {"-rw-r--r-- 1 a b 1 2024-01-16 18:53 long-iso", "file 1 2024-01-16T18:53 a b [long-iso]"},
          {"-rw-r--r-- 1 a b 1 2024-01-16 18:53:07.123456789 +0100 full", "file 1 2024-01-16T17:53:07Z a b [full]"},
          {"-rw-r--r-- 1 a b 1 2024-01-16 18:53:07 -0530 full", "file 1 2024-01-17T00:23:07Z a b [full]"},
          {"-rw-r--r-- 1 a b 1 2024-01-16  iso.old", "file 1 2024-01-16 a b [ iso.old]"},
          {"-rw-r--r-- 1 a b 1 01-16 18:53 iso.recent", "file 1 2026-01-16T18:53 a b [iso.recent]"},
          {"-rw-r--r-- 1 a b 1 2024/01/16 18:53 slashes", "file 1 2024-01-16T18:53 a b [slashes]"},
          {"-rw-r--r-- 1 a b 1 16.01.2024 18:53 dots", "file 1 2024-01-16T18:53 a b [dots]"},
          {"-rw-r--r-- 1 a b 1 16.01.24 18:53 dots", "file 1 2024-01-16T18:53 a b [dots]"},
          {"-rw-r--r-- 1 a b 1 Jan 16 9:05 short.hour", "file 1 2026-01-16T09:05 a b [short.hour]"},
          {"-rw-r--r-- 1 a b 1 Feb 30 2024 no.such.day", "file 1 - a b [no.such.day]"},
          {"100644 500 101 1234 1705431187 octal", "file 1234 2024-01-16T18:53:07Z 500 101 [octal]"},
          {"0040755 500 101 4096 1705431187 octal dir", "directory - 2024-01-16T18:53:07Z 500 101 [octal dir]"},
          {"0120777 500 101 1 1705431187 l -> x", "link - 2024-01-16T18:53:07Z 500 101 [l] -> x"},
      },
      as_list);
}

TEST(UnixListing, a_date_without_year_is_at_most_one_day_ahead) {
  check_cases(
      {
          {"-rw-r--r-- 1 a b 1 Nov 22 10:00 now", "file 1 2026-11-22T10:00 a b [now]"},
          {"-rw-r--r-- 1 a b 1 Nov 23 10:00 fast.clock", "file 1 2026-11-23T10:00 a b [fast.clock]"},
          {"-rw-r--r-- 1 a b 1 Nov 23 10:01 last.year", "file 1 2025-11-23T10:01 a b [last.year]"},
          {"-rw-r--r-- 1 a b 1 Dec 31 23:59 last.year", "file 1 2025-12-31T23:59 a b [last.year]"},
          {"-rw-r--r-- 1 a b 1 Feb 29 23:59 no.leap.year", "file 1 - a b [no.leap.year]"},
      },
      as_list);
}

TEST(UnixListing, a_date_without_year_may_be_in_the_next_year_for_a_clock_that_is_behind) {
  const auto new_years_eve = *make_time(2026, 12, 31, 23, 30, 0);
  const auto entries =
      parse_listing("-rw-r--r-- 1 a b 1 Jan  1 00:15 x\n-rw-r--r-- 1 a b 1 Jan  2 00:15 y", as_list, new_years_eve);
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(iso_text(*entries[0].modified), "2027-01-01T00:15");
  EXPECT_EQ(iso_text(*entries[1].modified), "2026-01-02T00:15");
}

TEST(UnixListing, knows_the_months_of_many_languages) {
  struct {
    unsigned month;
    std::vector<const char*> names;
  } const languages[] = {
      {1,
       {"Jan", "jan.", "janv.", "ene", "gen", "ian", "sty", "led", "Oca", "tammi", "\xD1\x8F\xD0\xBD\xD0\xB2",
        "1\xE6\x9C\x88", "1\xEC\x9B\x94"}},
      {2,
       {"Feb", "f\xC3\xA9vr.", "f\xE9v", "fev", "lut", "\xC3\xBAno", "\xC5\x9Eub", "helmi", "febr",
        "\xD1\x84\xD0\xB5\xD0\xB2", "02\xE6\x9C\x88"}},
      {3,
       {"Mar", "M\xC3\xA4rz", "M\xE4r", "mars", "mrt", "Mrz", "m\xC3\xA1rc",
        "b\xC5\x99"
        "e",
        "maalis", "\xD0\xBC\xD0\xB0\xD1\x80"}},
      {4, {"Apr", "avr.", "abr", "kwi", "dub", "Nis", "\xC3\xA1pr", "huhti", "\xD0\xB0\xD0\xBF\xD1\x80"}},
      {5,
       {"May", "Mai", "maj", "mei", "mag", "m\xC3\xA1j", "kv\xC4\x9B", "touko", "\xD0\xBC\xD0\xB0\xD0\xB9",
        "\xD0\xBC\xD0\xB0\xD1\x8F"}},
      {6,
       {"Jun", "juin", "giu", "iun", "cze",
        "\xC4\x8D"
        "en",
        "Haz", "j\xC3\xBAn", "kes\xC3\xA4", "\xD0\xB8\xD1\x8E\xD0\xBD"}},
      {7,
       {"Jul", "juil.", "lug", "iul", "lip",
        "\xC4\x8D"
        "ec",
        "Tem", "j\xC3\xBAl", "hein\xC3\xA4", "\xD0\xB8\xD1\x8E\xD0\xBB"}},
      {8, {"Aug", "ago", "ao\xC3\xBBt", "ao\xFBt", "sie", "srp", "A\xC4\x9Fu", "elo", "\xD0\xB0\xD0\xB2\xD0\xB3"}},
      {9, {"Sep", "sept.", "set", "szept", "wrz", "z\xC3\xA1\xC5\x99", "Eyl", "syys", "\xD1\x81\xD0\xB5\xD0\xBD"}},
      {10,
       {"Oct", "Okt", "ott", "out", "pa\xC5\xBA", "\xC5\x99\xC3\xADj", "Eki", "loka", "\xD0\xBE\xD0\xBA\xD1\x82",
        "10\xE6\x9C\x88"}},
      {11, {"Nov", "noi", "lis", "Kas", "marras", "\xD0\xBD\xD0\xBE\xD1\x8F", "11\xEC\x9B\x94"}},
      {12,
       {"Dec", "Dez",
        "d\xC3\xA9"
        "c.",
        "dic", "des", "gru", "pro", "Ara", "joulu", "\xD0\xB4\xD0\xB5\xD0\xBA"}},
  };
  for (const auto& [month, names] : languages) {
    for (const char* name : names) {
      const std::string line = std::string("-rw-r--r-- 1 a b 5 ") + name + " 16 2024 f";
      const auto entries = parse_listing(line, as_list, corpus_now());
      ASSERT_EQ(entries.size(), 1u);
      ASSERT_TRUE(entries[0].modified) << line;
      EXPECT_EQ(entries[0].modified->time, *make_time(2024, month, 16)) << line;
      EXPECT_EQ(entries[0].name, "f");
    }
  }
}

TEST(UnixListing, reads_the_dates_of_east_asia) {
  check_cases(
      {
          {"-rw-r--r-- 1 a b 1  6\xE6\x9C\x88 20 12:00 ja", "file 1 2026-06-20T12:00 a b [ja]"},
          {"-rw-r--r-- 1 a b 1  6\xE6\x9C\x88 20\xE6\x97\xA5 2003\xE5\xB9\xB4 zh", "file 1 2003-06-20 a b [zh]"},
          {"-rw-r--r-- 1 a b 1  6\xEC\x9B\x94 20\xEC\x9D\xBC 12:00 ko", "file 1 2026-06-20T12:00 a b [ko]"},
          {"-rw-r--r-- 1 a b 1 2003\xE5\xB9\xB4 6\xE6\x9C\x88 20\xE6\x97\xA5 ymd", "file 1 2003-06-20 a b [ymd]"},
      },
      as_list);
}

TEST(UnixListing, an_unknown_month_costs_the_date_and_not_the_entry) {
  check_cases(
      {
          {"-rw-r--r-- 1 a b 7 xyz 16 18:53 f", "file 7 - a b [f]"},
          {"-rw-r--r-- 1 a b 7 16 \xE0\xB8\x81.\xE0\xB8\x9E. 2024 thai", "file 7 - a b [thai]"},
          {"-rw-r--r-- 1 a b 7 \xD0\xC1\xCE 16 2024 koi8", "file 7 - a b [koi8]"},
      },
      as_list);
}

TEST(UnixListing, a_line_of_no_known_form_is_kept_whole) {
  check_cases(
      {
          {"ls: cannot open directory 'x': Permission denied", "unknown - - - - []"},
          {"-rw-r--r-- 1 a b 7 Jan 16 18:53", "unknown - - - - []"},
          {"-rw-r--r-- 1 a b 7 Jan 16 18:53 ", "unknown - - - - []"},
          {"-rw-r--r-- 1 a b seven Jan 16 18:53 f", "unknown - - - - []"},
          {"-rw-r--r--", "unknown - - - - []"},
          {"-rw-r--r-- 1 a b 7", "unknown - - - - []"},
          {"rw-r--r-- 1 a b 7 Jan 16 18:53 f", "unknown - - - - []"},
          {"./dir:", "unknown - - - - []"},
      },
      as_list);
}

TEST(UnixListing, keeps_the_mode_as_it_was_sent) {
  const auto entries =
      parse_listing("-rwsr-xr-x+ 1 a b 7 Jan 16 18:53 f\n100644 5 5 1 1705431187 g", as_list, corpus_now());
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].permissions, "-rwsr-xr-x+");
  EXPECT_EQ(entries[1].permissions, "100644");
}

}  // namespace
}  // namespace plainsock::ftp
