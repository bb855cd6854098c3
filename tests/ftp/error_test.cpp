#include "plainsock/ftp/error.hpp"

#include <gtest/gtest.h>

#include "reply_of.hpp"

namespace plainsock::ftp {
namespace {

TEST(FtpError, names_the_step_and_the_reply) {
  const Error error("RETR f.bin", reply(550, "No such file"));
  EXPECT_STREQ(error.what(), "RETR f.bin: 550 No such file");
  EXPECT_EQ(error.step(), "RETR f.bin");
  ASSERT_NE(error.reply(), nullptr);
  EXPECT_EQ(error.reply()->code, 550);
}

TEST(FtpError, has_no_reply_when_none_came) {
  const Error error(Category::timeout, "EPSV", "no reply in 30 s", Retry::can_help);
  EXPECT_STREQ(error.what(), "EPSV: no reply in 30 s");
  EXPECT_EQ(error.reply(), nullptr);
  EXPECT_EQ(error.retry(), Retry::can_help);
}

TEST(FtpError, never_carries_a_terminal_command) {
  const Error error("RETR \x1B]0;x\n", reply(550, "\x9B"));
  EXPECT_STREQ(error.what(), "RETR \\x1b]0;x\\x0a: 550 \\x9b");
}

TEST(FtpError, survives_a_copy) {
  const Error first("LIST", reply(450));
  const Error second = first;
  EXPECT_STREQ(second.what(), first.what());
  EXPECT_EQ(second.reply(), first.reply());
  static_assert(std::is_nothrow_copy_constructible_v<Error>);
}

TEST(FtpError, category_follows_the_code) {
  for (int code : {421, 425, 426}) EXPECT_EQ(categorize(reply(code)), Category::network) << code;
  for (int code : {430, 530}) EXPECT_EQ(categorize(reply(code)), Category::login) << code;
  for (int code : {452, 552}) EXPECT_EQ(categorize(reply(code)), Category::disk_full) << code;
  EXPECT_EQ(categorize(reply(550)), Category::no_such_file);
  for (int code : {450, 451, 500, 501, 502, 503, 504, 532, 551, 553}) {
    EXPECT_EQ(categorize(reply(code)), Category::refused) << code;
  }
}

TEST(FtpError, only_what_can_pass_is_tried_again) {
  for (int code : {421, 425, 426, 450, 451}) EXPECT_EQ(retry_after(reply(code)), Retry::can_help) << code;
  for (int code : {430, 452, 500, 502, 530, 550, 552, 553})
    EXPECT_EQ(retry_after(reply(code)), Retry::cannot_help) << code;
  EXPECT_EQ(retry_after(reply(530, "Sorry, the maximum number of clients (3) are already connected.")),
            Retry::can_help);
  EXPECT_EQ(retry_after(reply(530, "Too many users logged in")), Retry::can_help);
}

}  // namespace
}  // namespace plainsock::ftp
