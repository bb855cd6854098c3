#include "plainsock/ftp/reply.hpp"

#include <gtest/gtest.h>

namespace plainsock::ftp {
namespace {

TEST(Reply, is_exactly_one_of_the_five_kinds) {
  EXPECT_TRUE((Reply{150, {"150"}, {}}.preliminary()));
  EXPECT_TRUE((Reply{226, {"226"}, {}}.completion()));
  EXPECT_TRUE((Reply{331, {"331"}, {}}.intermediate()));
  EXPECT_TRUE((Reply{450, {"450"}, {}}.transient()));
  EXPECT_TRUE((Reply{550, {"550"}, {}}.permanent()));
  EXPECT_TRUE((Reply{450, {"450"}, {}}.failed()));
  EXPECT_FALSE((Reply{350, {"350"}, {}}.failed()));
}

TEST(Reply, text_drops_its_own_code_only) {
  const Reply reply{211, {"211-Features:", " MDTM", "211-211", "226 inner", "2110", "211"}, {}};
  EXPECT_EQ(reply.text(), "Features:\n MDTM\n211\n226 inner\n2110\n");
}

TEST(Reply, description_is_one_safe_line) {
  EXPECT_EQ(describe(Reply{550, {"550 No \x1B[31msuch\tfile"}, {}}), "550 No \\x1b[31msuch\\x09file");
  EXPECT_EQ(describe(Reply{530, {"530-Sorry,", "530 not now"}, {}}), "530 Sorry, not now");
  EXPECT_EQ(describe(Reply{502, {"502"}, {}}), "502");
}

TEST(Reply, description_of_a_long_reply_is_cut) {
  const std::string text = describe(Reply{550, {"550 " + std::string(5000, 'x')}, {}});
  EXPECT_LT(text.size(), 400u);
  EXPECT_EQ(text.substr(text.size() - 4), "x...");
}

}  // namespace
}  // namespace plainsock::ftp
