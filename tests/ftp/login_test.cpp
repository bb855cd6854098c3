#include "plainsock/ftp/login.hpp"

#include <gtest/gtest.h>

#include "plainsock/ftp/error.hpp"

#include "reply_of.hpp"

namespace plainsock::ftp {
namespace {

// What is sent when the server answers with these codes in turn, "in" at the end when the user is in.
std::string dialogue(Login login, const std::vector<int>& codes) {
  std::string sent;
  for (const auto& command : login.begin()) sent += command.verb + " ";
  for (int code : codes) {
    if (login.done()) return sent + "(needless reply)";
    if (const auto command = login.on_reply(reply(code))) sent += command->verb + " ";
  }
  return sent + (login.done() ? "in" : "waiting");
}

std::string dialogue(const std::vector<int>& codes, Login::Send send = Login::Send::one_by_one) {
  return dialogue(Login({"u", "p", "a"}, send), codes);
}

Error refusal(Credentials credentials, const std::vector<int>& codes, Login::Send send = Login::Send::one_by_one) {
  try {
    ADD_FAILURE() << dialogue(Login(std::move(credentials), send), codes);
  } catch (const Error& error) {
    return error;
  }
  return Error(Category::usage, "", "");
}

TEST(Login, follows_the_table_of_rfc_959) {
  EXPECT_EQ(dialogue({331, 230}), "USER PASS in");
  EXPECT_EQ(dialogue({230}), "USER in");
  EXPECT_EQ(dialogue({331, 202}), "USER PASS in");
  EXPECT_EQ(dialogue({331, 232}), "USER PASS in");
  EXPECT_EQ(dialogue({232}), "USER in");
  EXPECT_EQ(dialogue({336, 230}), "USER PASS in");
  EXPECT_EQ(dialogue({332, 230}), "USER ACCT in");
  EXPECT_EQ(dialogue({331, 332, 230}), "USER PASS ACCT in");
  EXPECT_EQ(dialogue({331, 332, 202}), "USER PASS ACCT in");
  EXPECT_EQ(dialogue({331}), "USER PASS waiting");
  EXPECT_EQ(dialogue({120, 331, 150, 230}), "USER PASS in");
}

TEST(Login, counts_the_reply_to_a_password_sent_ahead) {
  using enum Login::Send;
  EXPECT_EQ(dialogue({331, 230}, ahead), "USER PASS in");
  EXPECT_EQ(dialogue({230}, ahead), "USER PASS waiting") << "the reply to PASS must not be taken for the next one";
  EXPECT_EQ(dialogue({230, 230}, ahead), "USER PASS in");
  EXPECT_EQ(dialogue({230, 202}, ahead), "USER PASS in");
  EXPECT_EQ(dialogue({230, 503}, ahead), "USER PASS in");
  EXPECT_EQ(dialogue({332, 503, 230}, ahead), "USER PASS ACCT in");
  EXPECT_EQ(dialogue({331, 332, 230}, ahead), "USER PASS ACCT in");
  EXPECT_EQ(dialogue(Login({"u", std::nullopt, std::nullopt}, ahead), {230}), "USER in") << "nothing to send ahead";
}

TEST(Login, sends_the_credentials_byte_for_byte) {
  Login login({"me", " pass word ", "acc"});
  EXPECT_EQ(login.begin(), (std::vector<Command>{{"USER", "me"}}));
  EXPECT_EQ(login.on_reply(reply(331)), (Command{"PASS", " pass word "}));
  EXPECT_EQ(login.on_reply(reply(332)), (Command{"ACCT", "acc"}));
}

TEST(Login, refusal_is_a_login_error_at_every_step) {
  using enum Login::Send;
  for (int code : {430, 500, 501, 530, 532, 550}) {
    for (const auto& codes : std::vector<std::vector<int>>{{code}, {331, code}, {331, 332, code}}) {
      for (auto send : {one_by_one, ahead}) {
        const Error error = refusal({"u", "p", "a"}, codes, send);
        EXPECT_EQ(error.category(), Category::login);
        ASSERT_NE(error.reply(), nullptr);
        EXPECT_EQ(error.reply()->code, code);
        EXPECT_EQ(error.retry(), Retry::cannot_help);
      }
    }
  }
  EXPECT_EQ(refusal({"u", "p", "a"}, {331, 332, 331}).category(), Category::login) << "ACCT asks for nothing more";
}

TEST(Login, a_busy_server_may_be_tried_again) {
  EXPECT_EQ(refusal({"u", "p", {}}, {421}).category(), Category::network);
  EXPECT_EQ(refusal({"u", "p", {}}, {421}).retry(), Retry::can_help);
  Login login({"u", "p", {}});
  try {
    login.on_reply(reply(530, "Too many users"));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.retry(), Retry::can_help);
  }
}

TEST(Login, says_which_credential_is_missing) {
  EXPECT_NE(std::string(refusal({"u", {}, {}}, {331}).what()).find("password"), std::string::npos);
  EXPECT_NE(std::string(refusal({"u", "p", {}}, {331, 332}).what()).find("account"), std::string::npos);
  EXPECT_EQ(refusal({"u", {}, {}}, {331}).category(), Category::login);
}

TEST(Login, no_error_tells_the_password) {
  for (const auto& codes : std::vector<std::vector<int>>{{530}, {331, 530}, {331, 332}}) {
    EXPECT_EQ(std::string(refusal({"u", "hunter2", {}}, codes).what()).find("hunter2"), std::string::npos);
  }
}

TEST(Login, is_anonymous_by_default) {
  const Credentials credentials;
  EXPECT_TRUE(is_anonymous(credentials.user));
  EXPECT_TRUE(is_anonymous("FTP"));
  EXPECT_FALSE(is_anonymous("anonym"));
  EXPECT_EQ(dialogue(Login(credentials), {331, 230}), "USER PASS in");
}

}  // namespace
}  // namespace plainsock::ftp
