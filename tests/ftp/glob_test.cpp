#include "plainsock/ftp/glob.hpp"

#include <gtest/gtest.h>

#include <ctime>

namespace plainsock::ftp {
namespace {

bool matches(std::string_view pattern, std::string_view name) { return Glob(pattern).matches(name); }

TEST(Glob, star_takes_any_characters_and_none) {
  EXPECT_TRUE(matches("*", ""));
  EXPECT_TRUE(matches("*", ".profile"));
  EXPECT_TRUE(matches("*.txt", ".txt"));
  EXPECT_TRUE(matches("*.txt", "a.txt.txt"));
  EXPECT_FALSE(matches("*.txt", "a.txt2"));
  EXPECT_TRUE(matches("a*b*c", "a-b-b-c"));
  EXPECT_FALSE(matches("a*b*c", "a-c-b"));
  EXPECT_TRUE(matches("**a**", "a"));
  EXPECT_FALSE(matches("", "a"));
  EXPECT_TRUE(matches("", ""));
}

TEST(Glob, question_mark_takes_one_character_of_utf8_or_one_byte) {
  EXPECT_TRUE(matches("gr?n", "gr\xC3\xBCn"));
  EXPECT_TRUE(matches("gr?n", "gr\xFCn"));
  EXPECT_TRUE(matches("??", "\xE2\x82\xAC\xF0\x9F\x98\x80"));
  EXPECT_FALSE(matches("?", ""));
  EXPECT_FALSE(matches("?", "ab"));
}

TEST(Glob, set_takes_one_of_its_characters_and_ranges) {
  EXPECT_TRUE(matches("[abc]", "b"));
  EXPECT_TRUE(matches("x[a-cm]y", "xmy"));
  EXPECT_FALSE(matches("[a-c]", "d"));
  EXPECT_FALSE(matches("[a-c]", ""));
  EXPECT_TRUE(matches("[!a-c]", "d"));
  EXPECT_FALSE(matches("[^a-c]", "a"));
  EXPECT_TRUE(matches("[]a]", "]"));
  EXPECT_TRUE(matches("[!]a]", "b"));
  EXPECT_TRUE(matches("[a-]", "-"));
  EXPECT_TRUE(matches("[\\]\\-x]", "-"));
  EXPECT_TRUE(matches("[\xC3\xA4-\xC3\xBC]", "\xC3\xB6"));
  EXPECT_FALSE(matches("[\xC3\xA4-\xC3\xBC]", "z"));
}

TEST(Glob, bracket_without_its_end_is_a_character) {
  EXPECT_TRUE(matches("a[", "a["));
  EXPECT_TRUE(matches("[", "["));
  EXPECT_TRUE(matches("[!", "[!"));
  EXPECT_TRUE(matches("[]", "[]"));
  EXPECT_TRUE(matches("*[", "x["));
  EXPECT_FALSE(matches("a[", "ab"));
  EXPECT_TRUE(matches("[a\\]", "[a]"));
}

TEST(Glob, backslash_takes_the_next_character_literally) {
  EXPECT_TRUE(matches("\\*\\?\\[", "*?["));
  EXPECT_FALSE(matches("\\*", "x"));
  EXPECT_TRUE(matches("a\\\\", "a\\"));
  EXPECT_TRUE(matches("a\\", "a\\"));
}

// CVE-2017-8817, CVE-2020-8285 and the exponential matchers: each of these takes milliseconds, or for ever.
TEST(Glob, stays_fast_on_hostile_patterns_and_names) {
  std::string stars, brackets;
  for (int i = 0; i < 200; ++i) stars += "a*";
  const std::string as(2000, 'a'), opens(2000, '[');
  const auto start = std::clock();
  EXPECT_FALSE(matches(stars + "b", as));
  EXPECT_TRUE(matches("*" + opens, opens));
  EXPECT_FALSE(matches("*" + std::string(50, '[') + "x", opens));
  EXPECT_FALSE(matches("*[" + std::string(50, 'b') + "]", as));
  EXPECT_LT(std::clock() - start, 10 * CLOCKS_PER_SEC);
}

}  // namespace
}  // namespace plainsock::ftp
