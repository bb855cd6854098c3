#include "plainsock/ftp/safe_name.hpp"

#include <gtest/gtest.h>

#include <string>

namespace plainsock::ftp {
namespace {

using namespace std::string_literals;

TEST(NameProblem, is_none_for_the_names_people_use) {
  for (const char* name :
       {"f.bin",   ".profile", "...x",    "-la", "|pipe", " lead", "a -> b", "gr\xC3\xBC\xC3\x9F",
        "caf\xE9", "a;b%c",    "CONSOLE", "com", "com10", "lpt",   "null",   "con-1.txt",
        "x.con",   "..a",      "a..b",    "~"}) {
    EXPECT_EQ(name_problem(name), "") << name;
  }
}

TEST(NameProblem, refuses_what_leaves_the_directory) {
  for (const std::string& name : {""s, "."s, ".."s, "/"s, "a/b"s, "../x"s, "/etc/x"s, "a/../../x"s, "..\\x"s,
                                  "a\\b"s, "C:"s, "C:x"s, "x:stream"s, "a/"s}) {
    EXPECT_NE(name_problem(name), "") << name;
  }
}

TEST(NameProblem, refuses_control_characters) {
  for (const std::string& name : {"a\0b"s, "a\nb"s, "a\rb"s, "\x1B[2J"s, "a\x7F"s, "\ta"s})
    EXPECT_NE(name_problem(name), "");
}

TEST(NameProblem, refuses_what_windows_makes_another_name_or_a_device_of) {
  for (const char* name : {"a.", "a ", "a. ", "CON", "nul", "Aux.txt", "prn.tar.gz", "COM1", "com0", "lpt9.x",
                           "NUL .txt", "conin$", "CONOUT$.x", "COM\xC2\xB9"}) {
    EXPECT_NE(name_problem(name), "") << name;
  }
}

TEST(WithoutDirectory, removes_exactly_the_directory_that_was_asked_for) {
  EXPECT_EQ(without_directory("pub/a", "pub"), "a");
  EXPECT_EQ(without_directory("pub/a", "pub/"), "a");
  EXPECT_EQ(without_directory("/pub/x/a", "/pub/x"), "a");
  EXPECT_EQ(without_directory("a", "pub"), "a");
  EXPECT_EQ(without_directory("/a", "/"), "a");
  EXPECT_EQ(without_directory("./a", ""), "a");
  EXPECT_EQ(without_directory("./a", "."), "a");
}

TEST(WithoutDirectory, leaves_the_rest_to_be_refused) {
  for (const auto& [name, directory] :
       std::initializer_list<std::pair<std::string_view, std::string_view>>{{"pub/../a", "pub"},
                                                                            {"pub//a", "pub"},
                                                                            {"public/a", "pub"},
                                                                            {"../a", ""},
                                                                            {"./a", "pub"},
                                                                            {"pub/x/a", "pub"},
                                                                            {"pub/", "pub"}}) {
    EXPECT_NE(name_problem(without_directory(name, directory)), "") << name;
  }
}

}  // namespace
}  // namespace plainsock::ftp
