#include "server_session.hpp"

#include <algorithm>

#include "plainsock/socket_option.hpp"

namespace plainsock::ftp::server {
namespace {

// How long a client may take to hang up after the last reply.
constexpr std::chrono::seconds farewell{5};

IpAddress unmapped(const Result<SocketAddress>& address) {
  return address ? address->ip().unmapped() : IpAddress{};
}

}  // namespace

struct Session::Verb {
  enum class Needs { nothing, login };
  enum class Argument { optional, required };
  enum class Does { read, write };

  std::string_view name;
  void (Session::*run)(const std::string& argument);
  Needs needs = Needs::login;
  Argument argument = Argument::optional;
  Does does = Does::read;
};

const std::vector<Session::Verb>& Session::verbs() {
  constexpr auto nothing = Verb::Needs::nothing;
  constexpr auto login = Verb::Needs::login;
  constexpr auto required = Verb::Argument::required;
  constexpr auto optional = Verb::Argument::optional;
  constexpr auto write = Verb::Does::write;
  static const std::vector<Verb> all{
      {"USER", &Session::user, nothing, required},
      {"PASS", &Session::pass, nothing},
      {"QUIT", &Session::quit, nothing},
      {"SYST", &Session::syst, nothing},
      {"FEAT", &Session::feat, nothing},
      {"OPTS", &Session::opts, nothing, required},
      {"NOOP", &Session::noop, nothing},
      {"HELP", &Session::help, nothing},
      {"TYPE", &Session::type, login, required},
      {"MODE", &Session::mode, login, required},
      {"STRU", &Session::stru, login, required},
      {"STAT", &Session::stat},
      {"ACCT", &Session::superfluous},
      {"ALLO", &Session::superfluous},
      {"PWD", &Session::pwd},
      {"XPWD", &Session::pwd},
      {"CWD", &Session::cwd, login, required},
      {"XCWD", &Session::cwd, login, required},
      {"CDUP", &Session::cdup},
      {"XCUP", &Session::cdup},
      {"SIZE", &Session::size, login, required},
      {"MDTM", &Session::mdtm, login, required},
      {"MLST", &Session::mlst},
      {"MKD", &Session::mkd, login, required, write},
      {"XMKD", &Session::mkd, login, required, write},
      {"RMD", &Session::rmd, login, required, write},
      {"XRMD", &Session::rmd, login, required, write},
      {"DELE", &Session::dele, login, required, write},
      {"RNFR", &Session::rnfr, login, required, write},
      {"RNTO", &Session::rnto, login, required, write},
      {"MFMT", &Session::mfmt, login, required, write},
      {"SITE", &Session::site, login, required, write},
      {"PORT", &Session::port, login, required},
      {"EPRT", &Session::eprt, login, required},
      {"PASV", &Session::pasv},
      {"EPSV", &Session::epsv},
      {"REST", &Session::rest, login, required},
      {"RETR", &Session::retr, login, required},
      {"LIST", &Session::list},
      {"NLST", &Session::nlst},
      {"MLSD", &Session::mlsd},
      {"STOR", &Session::stor, login, required, write},
      {"APPE", &Session::appe, login, required, write},
      {"STOU", &Session::stou, login, optional, write},
      {"ABOR", &Session::abor},
  };
  return all;
}

const Session::Verb* Session::find_verb(std::string_view name) {
  const auto& all = verbs();
  const auto found = std::find_if(all.begin(), all.end(), [name](const Verb& verb) { return verb.name == name; });
  return found == all.end() ? nullptr : &*found;
}

Session::Session(Shared& shared, Poller& poller, TcpStream stream, std::uintptr_t control_key,
                 std::uintptr_t data_key)
    : shared_(shared),
      control_({poller, control_key}, std::move(stream)),
      data_({poller, data_key}),
      peer_(unmapped(control_.stream().peer_address())),
      local_(unmapped(control_.stream().local_address())),
      deadline_(Deadline::after(shared.options.idle)) {
  control_.reply(220, "plainsock FTP server ready.");
  control_.update_watch();
}

void Session::on_control(Interest ready) {
  control_.on_ready(ready);
  if (!is_transferring()) deadline_ = Deadline::after(shared_.options.idle);
  go_on();
}

void Session::on_data() {
  if (is_transferring()) {
    deadline_ = Deadline::after(shared_.options.idle);
    carry_on();
  }
  go_on();
}

void Session::on_time() {
  if (!deadline_.passed()) return;
  if (control_.is_finishing()) return control_.close();
  if (!is_transferring()) return dismiss(421, "No command for too long: closing the connection.");
  if (opening_.empty())
    end_transfer(426, "The data connection stood still for too long.");
  else
    end_transfer(425, "No data connection was opened in time.");
  go_on();
}

void Session::dismiss(int code, std::string_view text) {
  control_.reply(code, text);
  finish();
  control_.update_watch();
}

void Session::finish() {
  outgoing_.reset();
  incoming_.reset();
  data_.close();
  control_.finish();
  deadline_ = Deadline::after(farewell);
}

void Session::go_on() {
  for (;;) {
    if (is_transferring() && control_.holds("ABOR")) {
      aborted_ = true;
      end_transfer(426, "Transfer aborted.");
    }
    // An upload is whole only if the client lived to see its end: when it dies, its data end as well.
    if (incoming_ && control_.input_ended()) end_transfer(426, "The client has gone; transfer aborted.");
    const auto command = is_transferring() ? std::nullopt : control_.next_command();
    if (!command) break;
    execute(*command);
  }
  if (control_.input_ended() && control_.waiting() == 0 && !is_transferring()) finish();
  control_.update_watch();
}

void Session::execute(const ClientCommand& command) {
  using Fault = ClientCommand::Fault;
  if (command.fault == Fault::too_long) return control_.reply(500, "Command line too long.");
  if (command.fault == Fault::bad_byte) return control_.reply(501, "A command cannot have CR or NUL in it.");
  if (const auto* verb = find_verb(command.verb)) return run(*verb, command.argument);
  control_.reply(500, "Unknown command.");
}

void Session::run(const Verb& verb, const std::string& argument) {
  if (verb.needs == Verb::Needs::login && !logged_in_)
    return control_.reply(530, "Please log in with USER and PASS.");
  if (verb.argument == Verb::Argument::required && argument.empty())
    return control_.reply(501, std::string(verb.name) + " needs an argument.");
  if (verb.does == Verb::Does::write && shared_.options.access == Access::read_only)
    return control_.reply(550, "This server is read-only.");
  (this->*verb.run)(argument);
}

void Session::help(const std::string&) {
  std::vector<std::string> lines;
  for (const auto& verb : verbs()) {
    if (lines.empty() || lines.back().size() > 60) lines.emplace_back();
    lines.back().append(verb.name).append(" ");
  }
  control_.reply(214, "These commands are known:", lines, "End.");
}

}  // namespace plainsock::ftp::server
