#include "src/ftp/server_path.hpp"

#include <gtest/gtest.h>

namespace plainsock::ftp::server {
namespace {

TEST(ServerPath, is_absolute_or_from_the_current_directory) {
  EXPECT_EQ(resolve("/", "a"), "/a");
  EXPECT_EQ(resolve("/a", "b/c"), "/a/b/c");
  EXPECT_EQ(resolve("/a", "/b"), "/b");
  EXPECT_EQ(resolve("/a/b", ".././c//d/"), "/a/c/d");
  EXPECT_EQ(resolve("/a", ".."), "/");
  EXPECT_EQ(resolve("/a", ""), "/a");
  EXPECT_EQ(resolve("/", "//"), "/");
}

TEST(ServerPath, never_climbs_above_the_root) {
  for (const auto* up : {"..", "../", "../x", "a/../..", "a/../../a", "/..", "/../etc", "./../x", "b/c/../../.."})
    EXPECT_EQ(resolve("/", up), std::nullopt) << up;
  EXPECT_EQ(resolve("/a", "../.."), std::nullopt);
}

TEST(ServerPath, keeps_to_the_names_of_windows_where_they_are_the_rules) {
  for (const auto* name : {"..\\x",      "a\\b",    "C:",      "C:x",  "c:\\x", "f.txt:stream", "f.txt::$DATA",
                           "nul",        "NUL.txt", "con",     "Aux.", "prn",   "COM1",         "com9.log",
                           "LPT1",       "CONIN$",  "conout$", "a.",   "a ",    "...",          "*",
                           "a?",         "a|b",     "\"",      "<",    ">",     "\x01",         "\\\\server\\share",
                           "COM\xc2\xb9"}) {
    EXPECT_FALSE(is_safe_name(name, NameRules::windows)) << name;
    EXPECT_EQ(resolve("/", std::string("d/") + name + "/e", NameRules::windows), std::nullopt) << name;
  }
  for (const auto* name : {"a", ".a", "console", "com10", "nul2", "a b", "\xc3\xa9", "-x", "~"})
    EXPECT_TRUE(is_safe_name(name, NameRules::windows)) << name;
}

TEST(ServerPath, may_have_every_name_that_a_posix_file_can_have_and_a_listing_can_show) {
  for (const auto* name : {"C:x", "a\\b", "nul", "a.", " ", "...", "*", "\x01", "\xff"})
    EXPECT_TRUE(is_safe_name(name, NameRules::posix)) << name;
  for (const auto* name : {"", ".", "..", "a/b", "a\rb", "a\nb"})
    EXPECT_FALSE(is_safe_name(name, NameRules::posix)) << name;
}

TEST(ServerPath, knows_its_parent_and_its_name) {
  EXPECT_EQ(parent_of("/a/b"), "/a");
  EXPECT_EQ(parent_of("/a"), "/");
  EXPECT_EQ(parent_of("/"), "/");
  EXPECT_EQ(name_of("/a/b"), "b");
  EXPECT_EQ(name_of("/"), "");
}

TEST(ServerPath, is_quoted_with_doubled_quotes) { EXPECT_EQ(in_quotes("/a\"b"), "\"/a\"\"b\""); }

}  // namespace
}  // namespace plainsock::ftp::server
