#include "plainsock/ftp/facts.hpp"

#include <gtest/gtest.h>

namespace plainsock::ftp {
namespace {

TEST(Facts, splits_at_the_first_space_and_keeps_the_name_byte_for_byte) {
  const auto facts = parse_facts("Type=file;SIZE=5;x.y=a=b;  lead; and trail ");
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->name, " lead; and trail ");
  EXPECT_EQ(facts->get("type"), "file");
  EXPECT_EQ(facts->get("Size"), "5");
  EXPECT_EQ(facts->get("X.Y"), "a=b");
  EXPECT_EQ(facts->get("modify"), std::nullopt);
}

TEST(Facts, does_without_the_last_semicolon_and_without_any_fact) {
  EXPECT_EQ(parse_facts("type=dir d")->get("type"), "dir");
  EXPECT_EQ(parse_facts(" name")->facts.size(), 0u);
  EXPECT_EQ(parse_facts("type=; n")->get("type"), "");
}

TEST(Facts, refuses_a_line_of_another_format) {
  for (const char* line : {"", " ", "type=file;", "type=file; ", "drwxr-xr-x 2 u g 4096 Jan  1 00:00 d", "=x; n",
                           "type; n", "type=file;; n"}) {
    EXPECT_FALSE(parse_facts(line)) << line;
  }
}

TEST(Facts, finds_the_entry_of_an_mlst_reply) {
  const auto facts = facts_in(Reply{250, {"250-Start of list for x y", " type=file;size=3; /x y", "250 End"}, {}});
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->name, "/x y");
  EXPECT_TRUE(facts_in(Reply{250, {"250-x", "250-type=file; /x", "250 End"}, {}}));
  EXPECT_FALSE(facts_in(Reply{250, {"250 type=file; /x"}, {}}));
  EXPECT_FALSE(facts_in(Reply{550, {"550-", " type=file; /x", "550 End"}, {}}));
}

}  // namespace
}  // namespace plainsock::ftp
