#include "plainsock/ftp/login.hpp"

#include <utility>

#include "plainsock/ftp/error.hpp"
#include "text.hpp"

namespace plainsock::ftp {

bool is_anonymous(std::string_view user) noexcept {
  return text::same_letters(user, "anonymous") || text::same_letters(user, "ftp");
}

Login::Login(Credentials credentials, Send send)
    : credentials_(std::move(credentials)), ahead_(send == Send::ahead && credentials_.password) {}

std::vector<Command> Login::begin() const {
  std::vector<Command> commands = {{"USER", credentials_.user}};
  if (ahead_) commands.push_back({"PASS", *credentials_.password});
  return commands;
}

std::optional<Command> Login::on_reply(const Reply& reply) {
  if (reply.preliminary()) return std::nullopt;
  switch (state_) {
    case State::user:
      return on_user_reply(reply);
    case State::account_after_pass:
      return send_account();
    case State::in_after_pass:
      state_ = State::in;
      return std::nullopt;
    case State::in:
      return std::nullopt;
    case State::pass:
      if (reply.intermediate()) return send_account();
      break;
    case State::account:
      break;
  }
  if (!reply.completion()) refuse(reply);
  state_ = State::in;
  return std::nullopt;
}

std::optional<Command> Login::on_user_reply(const Reply& reply) {
  if (reply.failed()) refuse(reply);
  if (reply.completion()) {
    state_ = ahead_ ? State::in_after_pass : State::in;
    return std::nullopt;
  }
  if (reply.code == 332) {
    if (!ahead_) return send_account();
    state_ = State::account_after_pass;
    return std::nullopt;
  }
  state_ = State::pass;
  return ahead_ ? std::nullopt : send_pass();
}

std::optional<Command> Login::send_pass() const {
  if (!credentials_.password)
    throw Error(Category::login, "USER", "the server wants a password, and none was given");
  return Command{"PASS", *credentials_.password};
}

std::optional<Command> Login::send_account() {
  state_ = State::account;
  if (!credentials_.account)
    throw Error(Category::login, "login", "the server wants an account (ACCT), and none was given");
  return Command{"ACCT", *credentials_.account};
}

// Whatever code says no here, it says so to the user; only a server that goes away (421) is another matter.
void Login::refuse(const Reply& reply) const {
  const Category category = reply.code == 421 ? Category::network : Category::login;
  throw Error(category, "login as " + credentials_.user, describe(reply), reply, retry_after(reply));
}

}  // namespace plainsock::ftp
