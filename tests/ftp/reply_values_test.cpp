#include "plainsock/ftp/reply_values.hpp"

#include <gtest/gtest.h>

namespace plainsock::ftp {
namespace {

Reply reply_line(const std::string& line) { return {std::stoi(line.substr(0, 3)), {line}, {}}; }

TEST(PathInReply, reads_a_quoted_path_and_undoubles_its_quotes) {
  EXPECT_EQ(path_in(reply_line("257 \"/home/x\" is the current directory")), "/home/x");
  EXPECT_EQ(path_in(reply_line("257 \"/a \"\"b\"\"\" created")), "/a \"b\"");
  EXPECT_EQ(path_in(reply_line("257 \"/a\"")), "/a");
  EXPECT_EQ(path_in(reply_line("257 \"/a\".")), "/a");
  EXPECT_EQ(path_in(reply_line("257 \"DISK$USER:[X.Y]\" is")), "DISK$USER:[X.Y]");
  EXPECT_EQ(path_in(reply_line("257 \"'HLQ.'\" is working directory")), "'HLQ.'");
  EXPECT_EQ(path_in(reply_line("257 \"\"\"\" x")), "\"");
}

TEST(PathInReply, is_unknown_where_more_than_one_reading_is_possible) {
  for (const char* line : {"257 /home/x", "257 \"/home/x", "257 \"/a\"b\" is current", "257 \"/a\" b\" is current",
                           "257 \"\" is current", "257 is \"/x\"", "257 \"/a\x1B[2J\"", "257 \"/a\rb\"", "257",
                           "257 \"", "250 \"/a\"", "257 \"\"\""}) {
    EXPECT_EQ(path_in(reply_line(line)), std::nullopt) << line;
  }
}

TEST(SizeInReply, is_one_whole_number) {
  EXPECT_EQ(size_in(reply_line("213 0")), 0u);
  EXPECT_EQ(size_in(reply_line("213 1000 ")), 1000u);
  EXPECT_EQ(size_in(reply_line("213 9223372036854775807")), 9223372036854775807u);
  for (const char* line : {"213 -5", "213 +5", "213 9223372036854775808", "213 12345678901234567890123",
                           "213 5 bytes", "213 0x10", "213 1.5", "213", "213 ", "550 5", "200 5"}) {
    EXPECT_EQ(size_in(reply_line(line)), std::nullopt) << line;
  }
  EXPECT_EQ(size_in(Reply{213, {"213-5", "213 5"}, {}}), std::nullopt) << "the 213 of STAT";
}

TEST(TimeInReply, is_one_whole_time) {
  EXPECT_TRUE(time_in(reply_line("213 20260101120000")));
  EXPECT_TRUE(time_in(reply_line("213 20260101120000.786")));
  EXPECT_FALSE(time_in(reply_line("213 20261301120000")));
  EXPECT_FALSE(time_in(reply_line("213 20260101120000 x")));
  EXPECT_FALSE(time_in(reply_line("550 20260101120000")));
}

TEST(SizeHintInReply, reads_the_count_of_a_150_only) {
  EXPECT_EQ(size_hint_in(reply_line("150 Opening BINARY mode data connection for f.bin (1234 bytes).")), 1234u);
  EXPECT_EQ(size_hint_in(reply_line("150 Data for a (7 bytes) (1234 bytes)")), 1234u);
  for (const char* line : {"150 Opening", "150 (1048576.0 kbytes)", "150 (-5 bytes)", "150 1234 bytes",
                           "150 1234 bytes)", "226 (1234 bytes)", "150 ( bytes)", "150 (a 5 bytes)"}) {
    EXPECT_EQ(size_hint_in(reply_line(line)), std::nullopt) << line;
  }
}

TEST(StoredNameInReply, reads_both_places_where_servers_put_it) {
  EXPECT_EQ(stored_name_in(reply_line("150 FILE: a b.txt")), "a b.txt");
  EXPECT_EQ(stored_name_in(Reply{150, {"150-FILE: ftp.0", "150 10.0 kbytes"}, {}}), "ftp.0");
  EXPECT_EQ(stored_name_in(reply_line("226 Transfer complete (unique file name:x.1).")), "x.1");
  EXPECT_EQ(stored_name_in(reply_line("226 Transfer complete")), std::nullopt);
  EXPECT_EQ(stored_name_in(reply_line("150 FILE: ")), std::nullopt);
}

TEST(TruncatedTo, recognises_a_listing_that_was_cut) {
  EXPECT_EQ(truncated_to(Reply{226, {"226-Options: -l", "226 Output truncated to 10000 matches"}, {}}), 10000u);
  EXPECT_EQ(truncated_to(reply_line("226 5 matches total")), std::nullopt);
  EXPECT_EQ(truncated_to(reply_line("226 truncated to many")), std::nullopt);
  EXPECT_EQ(truncated_to(reply_line("550 truncated to 5 matches")), std::nullopt);
}

}  // namespace
}  // namespace plainsock::ftp
