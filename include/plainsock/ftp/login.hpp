// How a user gets in.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plainsock/ftp/command.hpp"
#include "plainsock/ftp/reply.hpp"

namespace plainsock::ftp {

// Who logs in. By default anonymous (RFC 1635), with a password that gives no address away.
struct Credentials {
  std::string user = "anonymous";
  std::optional<std::string> password = "anonymous@";  // none: an error when the server wants one
  std::optional<std::string> account;                  // ACCT; few servers ask
};

bool is_anonymous(std::string_view user) noexcept;  // "anonymous" or "ftp", in any case

// The login of RFC 959 section 6 as a machine: it says what to send and is told what came.
//   USER: 2yz in, 332 ACCT, other 3yz (331, 336) PASS;  PASS: 2yz (230, 202, 232) in, 3yz (332) ACCT;  ACCT: 2yz
//   in; 1yz wait;  anything else refused.
class Login {
 public:
  enum class Send { one_by_one, ahead };  // ahead: PASS goes out with USER, which saves a round trip

  explicit Login(Credentials credentials, Send send = Send::one_by_one);

  // What to send first: USER, and PASS when sending ahead. Each command answered is one on_reply().
  std::vector<Command> begin() const;

  // The reply to the oldest command that is not answered yet; returns what to send next, if anything. Throws
  // ftp::Error when the login failed: the server's refusal (Category::login, network for 421), or a password or
  // account that the server wants and the credentials lack.
  std::optional<Command> on_reply(const Reply& reply);

  // The user is in and no reply is owed.
  bool done() const noexcept { return state_ == State::in; }

 private:
  // account_after_pass and in_after_pass: PASS was sent ahead in vain, and its reply is still to come.
  enum class State { user, pass, account, account_after_pass, in_after_pass, in };

  std::optional<Command> on_user_reply(const Reply& reply);
  std::optional<Command> send_pass() const;
  std::optional<Command> send_account();
  void refuse(const Reply& reply) const;

  Credentials credentials_;
  bool ahead_;
  State state_ = State::user;
};

}  // namespace plainsock::ftp
