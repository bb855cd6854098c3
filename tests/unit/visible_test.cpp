#include "plainsock/visible.hpp"

#include <gtest/gtest.h>

namespace plainsock {
namespace {

TEST(Visible, leaves_ordinary_text_as_it_is) {
  EXPECT_EQ(visible("plain \\ text\n\tnext"), "plain \\ text\n\tnext");
  EXPECT_EQ(visible("gr\xC3\xBC\xC3\x9F \xE2\x82\xAC \xF0\x9F\x98\x80"),
            "gr\xC3\xBC\xC3\x9F \xE2\x82\xAC \xF0\x9F\x98\x80");
}

TEST(Visible, shows_terminal_commands_instead_of_sending_them) {
  EXPECT_EQ(visible("\x1B]0;title\x07"), "\\x1b]0;title\\x07");
  EXPECT_EQ(visible("over\rwritten\x7F\x08"), "over\\x0dwritten\\x7f\\x08");
  EXPECT_EQ(visible(std::string_view("a\0b", 3)), "a\\x00b");
}

TEST(Visible, shows_c1_controls_as_bytes_and_as_utf8) {
  EXPECT_EQ(visible("\x9B"
                    "31m"),
            "\\x9b31m");
  EXPECT_EQ(visible("\xC2\x9B"
                    "31m"),
            "\\u009b31m");
  EXPECT_EQ(visible("\xC2\xA0"), "\xC2\xA0");
}

TEST(Visible, shows_bidirectional_overrides_and_line_separators) {
  EXPECT_EQ(visible("txt.\xE2\x80\xAE"
                    "exe"),
            "txt.\\u202eexe");
  EXPECT_EQ(visible("\xE2\x81\xA6\xE2\x81\xA9\xE2\x80\xA8\xD8\x9C"), "\\u2066\\u2069\\u2028\\u061c");
  EXPECT_EQ(visible("\xE2\x80\xA6"), "\xE2\x80\xA6");
}

TEST(Visible, shows_each_byte_that_is_not_utf8) {
  EXPECT_EQ(visible("caf\xE9!"), "caf\\xe9!");
  EXPECT_EQ(visible("\xC0\x9B"), "\\xc0\\x9b") << "an overlong ESC";
  EXPECT_EQ(visible("\xE0\x80\x9B"), "\\xe0\\x80\\x9b");
  EXPECT_EQ(visible("\xED\xA0\x80"), "\\xed\\xa0\\x80") << "a surrogate";
  EXPECT_EQ(visible("\xF4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80") << "beyond Unicode";
  EXPECT_EQ(visible("\xE2\x82"), "\\xe2\\x82") << "cut short";
  EXPECT_EQ(visible("\xE2\x82\x1B"), "\\xe2\\x82\\x1b") << "an ESC in place of a continuation";
}

TEST(Visible, keeps_a_name_on_one_line) { EXPECT_EQ(visible_line("a\nb\tc"), "a\\x0ab\\x09c"); }

}  // namespace
}  // namespace plainsock
