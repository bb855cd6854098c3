#include "session.hpp"

#include "plainsock/ftp/reply_values.hpp"
#include "text.hpp"

namespace plainsock::ftp {
namespace {

// A server that answers out of order (aioftp does) must not be sent anything ahead.
struct OutOfOrder {};

// Whether a reply can be the answer to a command; refusals can be the answer to any.
bool can_answer(const Command& command, const Reply& reply) {
  if (!reply.completion()) return true;
  if (command.verb == "SIZE") return reply.code == 213;
  if (command.verb == "EPSV" || command.verb == "PASV") return reply.code == 229 || reply.code == 227;
  return reply.code != 213 && reply.code != 229 && reply.code != 227;
}

bool is_unknown(const Reply& reply) { return reply.code == 500 || reply.code == 502; }

bool has_old_name(std::string_view verb) {
  return verb == "PWD" || verb == "CWD" || verb == "MKD" || verb == "RMD" || verb == "CDUP";
}

std::string_view letter_of(Type type) { return type == Type::image ? "I" : "A"; }

}  // namespace

// Sending ahead is dropped for good when the server has shown that it does not bear it.
void Session::open(const Endpoint& server, const Credentials& credentials, const std::string& next) {
  try {
    return open_once(server, credentials, next);
  } catch (const OutOfOrder&) {
    ahead_works_ = false;
  } catch (const Error& error) {
    const bool lost_commands =
        error.category() == Category::timeout || (error.reply() && error.reply()->code == 503);
    if (!may_send_ahead() || !lost_commands || answered_ahead_ == 0) throw;
    ahead_works_ = false;
  }
  open_once(server, credentials, next);
}

void Session::open_once(const Endpoint& server, const Credentials& credentials, const std::string& next) {
  answered_ahead_ = 0;
  if (!is_greeted_by(server)) greet(server);
  greeted_by_.reset();
  try {
    login(credentials, next);
  } catch (...) {
    close();
    throw;
  }
}

void Session::greet(const Endpoint& server) {
  close();
  try {
    control_.connect(server.host, server.port);
  } catch (...) {
    close();
    throw;
  }
  greeted_by_ = server;
}

// Whoever takes long to type a password may be greeted by a connection that has ended, or is told now (421) that it
// will.
bool Session::is_greeted_by(const Endpoint& server) {
  if (greeted_by_ != server) return false;
  static_cast<void>(control_.wait(Deadline::after({})));
  return control_.is_open() && !control_.take_reply();
}

void Session::close() noexcept {
  control_.close();
  data_.reset();
  type_.reset();
  greeted_by_.reset();
  owed_.clear();
  size_ahead_.reset();
}

void Session::login(const Credentials& credentials, const std::string& next) {
  if (!options_.virtual_host.empty()) static_cast<void>(control_.demand({"HOST", options_.virtual_host}));
  Login login{credentials, may_send_ahead() ? Login::Send::ahead : Login::Send::one_by_one};
  auto commands = login.begin();
  if (may_send_ahead()) {
    const auto ahead = commands_ahead({next});
    owed_.assign(ahead.begin(), ahead.end());
    commands.insert(commands.end(), ahead.begin(), ahead.end());
  }
  control_.send(commands);
  while (!login.done()) {
    const auto reply = control_.reply("login as " + credentials.user);
    if (reply.code == 213 || reply.code == 229 || reply.code == 227) throw OutOfOrder{};
    const auto answer = login.on_reply(reply);
    if (!reply.preliminary()) ++answered_ahead_;
    if (!answer) continue;
    settle();  // refused all of it, because the user is not in yet
    control_.send({&*answer, 1});
  }
  settle();
}

std::vector<Command> Session::commands_ahead(const NextFile& next) {
  std::vector<Command> commands;
  if (next.path.empty()) return commands;
  if (type_ != Type::image) commands.push_back({"TYPE", "I"});
  if (!next.size_is_known) commands.push_back({"SIZE", next.path});
  if (auto data = data_.ahead()) commands.push_back(std::move(*data));
  return commands;
}

void Session::send_ahead(const NextFile& next) {
  if (!may_send_ahead() || !owed_.empty()) return;
  const auto commands = commands_ahead(next);
  owed_.assign(commands.begin(), commands.end());
  if (!commands.empty()) control_.send(commands);
}

bool Session::send_transfer(const Command& command, const NextFile& next) {
  auto commands = commands_ahead(next);
  commands.insert(commands.begin(), command);
  if (commands.size() == 1 || !bears_behind(commands)) {
    control_.send({&command, 1});
    return false;
  }
  owed_.assign(commands.begin() + 1, commands.end());
  control_.send(commands);
  return true;
}

// vsftpd reads no command before the end of a transfer. Pure-FTPd has read what came in one segment with RETR, and
// answers 500 to what comes later while it sends. pyftpdlib ends the transfer, ftp-srv and aioftp break.
bool Session::bears_behind(std::span<const Command> commands) const {
  constexpr std::size_t smallest_segment = 536;  // RFC 9293 section 3.7.1
  std::size_t bytes = 0;
  for (const auto& each : commands) bytes += each.verb.size() + each.argument.size() + 3;
  return may_send_ahead() && bytes <= smallest_segment && (is_server("vsFTPd") || is_server("Pure-FTPd"));
}

bool Session::waits_for_transfers() const { return may_send_ahead() && is_server("vsFTPd"); }

// By its greeting.
bool Session::is_server(std::string_view name) const {
  return control_.greeting().text().find(name) != std::string::npos;
}

void Session::settle() {
  while (!owed_.empty()) {
    const auto command = owed_.front();
    const auto reply = control_.reply(step_of(command));
    if (reply.preliminary()) continue;
    owed_.pop_front();
    if (!can_answer(command, reply)) throw OutOfOrder{};
    on_ahead_reply(command, reply);
  }
}

void Session::on_ahead_reply(const Command& command, const Reply& reply) {
  if (command.verb == "TYPE" && reply.completion()) type_ = Type::image;
  if (command.verb == "SIZE" && !reply.failed()) size_ahead_.emplace(command.argument, reply);
  if (command.verb == "EPSV" || command.verb == "PASV") data_.on_ahead_reply(reply);
}

// RFC 1123 section 4.1.3.1: what old servers know under an experimental name only.
Reply Session::ask(const Command& command) {
  settle();
  auto reply = control_.ask(command);
  if (!is_unknown(reply) || !has_old_name(command.verb)) return reply;
  auto old = control_.ask({'X' + command.verb, command.argument});
  return is_unknown(old) ? reply : old;
}

Reply Session::demand(const Command& command) {
  auto reply = ask(command);
  if (!reply.completion()) throw Error(step_of(command), reply);
  return reply;
}

void Session::set_type(Type type) {
  settle();
  if (type_ == type) return;
  static_cast<void>(control_.demand({"TYPE", std::string{letter_of(type)}}));
  type_ = type;
}

std::optional<std::uint64_t> Session::size(const std::string& path) {
  settle();
  const auto ahead = std::exchange(size_ahead_, std::nullopt);
  return size_in(ahead && ahead->first == path ? ahead->second : control_.ask({"SIZE", path}));
}

DataChannel Session::open_data() {
  settle();
  return data_.open();
}

}  // namespace plainsock::ftp
