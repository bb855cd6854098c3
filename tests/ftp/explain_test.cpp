#include "plainsock/ftp/explain.hpp"

#include <gtest/gtest.h>

namespace plainsock::ftp {
namespace {

TEST(ExplainedLine, names_the_section_of_a_command) {
  EXPECT_EQ(explain_line(Wire::sent, "ABOR"), "stop the transfer that is under way (RFC 959 section 4.1.3)");
  EXPECT_NE(explain_line(Wire::sent, "EPSV").find("RFC 2428"), std::string::npos);
  EXPECT_NE(explain_line(Wire::sent, "USER me").find("RFC 959"), std::string::npos);
  EXPECT_EQ(explain_line(Wire::sent, "XCWD a"), explain_line(Wire::sent, "CWD a"));
  EXPECT_EQ(explain_line(Wire::sent, "NOSUCH a"), "");
  EXPECT_EQ(explain_line(Wire::sent, ""), "");
}

TEST(ExplainedLine, names_the_section_of_a_reply_and_falls_back_to_its_digits) {
  EXPECT_NE(explain_line(Wire::received, "226 Done").find("RFC 959"), std::string::npos);
  EXPECT_EQ(explain_line(Wire::received, "226"), explain_line(Wire::received, "226 Done"));
  EXPECT_EQ(explain_line(Wire::received, "259 ?"), "done; about the file system (RFC 959 section 4.2)");
  EXPECT_EQ(explain_line(Wire::received, "999 ?"), "");
}

TEST(ExplainedLine, stands_under_the_last_line_of_a_reply_only) {
  EXPECT_EQ(explain_line(Wire::received, "211-Features"), "");
  EXPECT_EQ(explain_line(Wire::received, " MDTM"), "");
  EXPECT_EQ(explain_line(Wire::received, "2111 odd"), "");
  EXPECT_NE(explain_line(Wire::received, "211 End"), "");
}

}  // namespace
}  // namespace plainsock::ftp
