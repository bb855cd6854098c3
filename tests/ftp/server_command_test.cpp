#include "src/ftp/server_command.hpp"

#include <gtest/gtest.h>

namespace plainsock::ftp::server {
namespace {

using Fault = ClientCommand::Fault;

std::string all(CommandParser& parser) {
  std::string seen;
  while (const auto command = parser.next()) {
    if (command->fault == Fault::too_long) seen += "(too long)";
    if (command->fault == Fault::bad_byte) seen += "(bad)";
    seen += command->verb + "[" + command->argument + "]";
  }
  return seen;
}

std::string parsed(std::string_view bytes) {
  CommandParser parser;
  parser.feed(bytes);
  return all(parser);
}

TEST(ServerCommand, is_a_verb_in_any_case_and_everything_behind_the_first_space) {
  EXPECT_EQ(parsed("NOOP\r\n"), "NOOP[]");
  EXPECT_EQ(parsed("retr f.bin\r\n"), "RETR[f.bin]");
  EXPECT_EQ(parsed("CWD  two spaces \r\n"), "CWD[ two spaces ]");
  EXPECT_EQ(parsed("\r\n"), "[]");
}

TEST(ServerCommand, ends_at_lf_with_or_without_cr) { EXPECT_EQ(parsed("NOOP\nQUIT\r\nPWD"), "NOOP[]QUIT[]"); }

TEST(ServerCommand, is_the_same_for_every_way_of_cutting_the_bytes) {
  const std::string bytes =
      "USER a\r\n\xff\xf4\xff\xf2"
      "ABOR\r\nRETR a\xff\xff"
      "b\r\n\xff\xfd\x01NOOP\r\n";
  const auto whole = parsed(bytes);
  EXPECT_EQ(whole,
            "USER[a]ABOR[]RETR[a\xff"
            "b]NOOP[]");
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    CommandParser parser;
    parser.feed(std::string_view{bytes}.substr(0, cut));
    parser.feed(std::string_view{bytes}.substr(cut));
    EXPECT_EQ(all(parser), whole) << cut;
  }
}

TEST(ServerCommand, with_cr_or_nul_inside_is_refused) {
  EXPECT_EQ(parsed("RETR a\rb\r\n"), "(bad)RETR[a\rb]");
  EXPECT_EQ(parsed(std::string_view{"RETR a\0b\r\n", 10}), "(bad)RETR[" + std::string("a\0b", 3) + "]");
}

TEST(ServerCommand, at_the_limit_is_taken_and_above_it_skipped_to_its_end) {
  const std::string longest(CommandParser::longest_line, 'x');
  for (const std::string end : {"\r\n", "\n"}) {
    EXPECT_EQ(parsed(longest + end + "NOOP\r\n"), std::string(longest.size(), 'X') + "[]NOOP[]");
    EXPECT_EQ(parsed(longest + 'x' + end + "NOOP\r\n"), "(too long)[]NOOP[]");
    EXPECT_EQ(parsed(longest + longest + end + "NOOP\r\n"), "(too long)[]NOOP[]");
  }
}

TEST(ServerCommand, that_never_ends_takes_no_more_memory_than_the_limit) {
  CommandParser parser;
  const std::string block(1 << 20, 'x');
  for (int i = 0; i < 50; ++i) parser.feed(block);
  EXPECT_EQ(all(parser), "");
  parser.feed("\nNOOP\n");
  EXPECT_EQ(all(parser), "(too long)[]NOOP[]");
}

TEST(ServerCommand, to_abort_is_seen_behind_others) {
  CommandParser parser;
  parser.feed("NOOP\r\nABOR");
  EXPECT_FALSE(parser.holds("ABOR"));
  parser.feed("\r\n");
  EXPECT_TRUE(parser.holds("ABOR"));
  EXPECT_EQ(parser.waiting(), 2U);
}

}  // namespace
}  // namespace plainsock::ftp::server
