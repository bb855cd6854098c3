#include "plainsock/ftp/command.hpp"

#include <gtest/gtest.h>

#include "plainsock/ftp/error.hpp"

namespace plainsock::ftp {
namespace {

using namespace std::string_literals;

TEST(EncodeCommand, ends_every_command_with_crlf) {
  EXPECT_EQ(encode("QUIT"), "QUIT\r\n");
  EXPECT_EQ(encode("RETR", "a b"), "RETR a b\r\n");
}

TEST(EncodeCommand, sends_an_argument_byte_for_byte) {
  EXPECT_EQ(encode("CWD", " -a;%0d\"\x01 \xC3\xA9 "), "CWD  -a;%0d\"\x01 \xC3\xA9 \r\n");
}

TEST(EncodeCommand, doubles_telnets_escape_byte) {
  EXPECT_EQ(encode("DELE",
                   "a\xFF"
                   "b\xFF"),
            "DELE a\xFF\xFF"
            "b\xFF\xFF\r\n");
}

TEST(EncodeCommand, refuses_whatever_could_end_the_command_early) {
  for (const std::string& poison :
       {"\r"s, "\n"s, "\0"s, "\r\n"s, "\r\0"s, "a\r\nDELE b"s, "\nx"s, "x\r"s, "\n\0\r"s}) {
    EXPECT_THROW(encode("RETR", poison), Error);
    EXPECT_THROW(encode(poison, "x"), Error);
    EXPECT_THROW(encode(poison), Error);
  }
}

TEST(EncodeCommand, refusal_is_a_usage_error_that_does_not_tell_the_argument) {
  try {
    encode("PASS", "secret\r\nx");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.category(), Category::usage);
    EXPECT_EQ(error.step(), "PASS");
    EXPECT_EQ(std::string(error.what()).find("secret"), std::string::npos);
  }
}

TEST(LoggableCommand, hides_passwords_and_accounts) {
  EXPECT_EQ(loggable("PASS secret\r\n"), "PASS ****");
  EXPECT_EQ(loggable("pass  secret word"), "pass ****");
  EXPECT_EQ(loggable("ACCT secret"), "ACCT ****");
  EXPECT_EQ(loggable(" \tPASS\tsecret"), " \\x09PASS ****");
  EXPECT_EQ(loggable("PASSIVE secret"), "PASSIVE secret");
}

TEST(LoggableCommand, shows_other_commands_safely_and_without_line_end) {
  EXPECT_EQ(loggable(encode("RETR", "\x1B[2J")), "RETR \\x1b[2J");
  EXPECT_EQ(loggable(""), "");
}

}  // namespace
}  // namespace plainsock::ftp
