#include "plainsock/ftp/client.hpp"

#include "checksum.hpp"
#include "plainsock/ftp/reply_values.hpp"
#include "plainsock/ftp/timestamp.hpp"
#include "transfers.hpp"

namespace plainsock::ftp {

class Client::State {
 public:
  explicit State(Options options) : session(std::move(options)) {}

  // After an error in the middle of a dialogue nobody knows which reply comes next; a refusal leaves it in order.
  template <class Work>
  auto guarded(Work work) {
    try {
      if (!session.control().is_open()) throw Error(Category::network, "client", "not connected", Retry::can_help);
      return work();
    } catch (const Error& error) {
      const bool refusal = error.reply() != nullptr && error.reply()->code != 421;
      const bool aborted = error.category() == Category::cancelled && session.control().aborted_in_order();
      if (!refusal && !aborted && error.category() != Category::usage) session.close();
      throw;
    } catch (...) {
      session.close();
      throw;
    }
  }

  Reply ask(std::string verb, std::string_view argument) {
    return guarded([&] { return session.ask({std::move(verb), std::string{argument}}); });
  }
  void demand(std::string verb, std::string_view argument) {
    guarded([&] { return session.demand({std::move(verb), std::string{argument}}); });
  }

  Session session;
  Transfers transfers{session};
  std::optional<Features> features;
};

Client::Client(Options options) : state_(std::make_unique<State>(std::move(options))) {}
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;
Client::~Client() = default;

void Client::open(const Endpoint& server, const Credentials& credentials, std::string_view next) {
  state_->features.reset();
  state_->session.open(server, credentials, std::string{next});
}

void Client::greet(const Endpoint& server) {
  state_->features.reset();
  state_->session.greet(server);
}

bool Client::is_open() const noexcept { return state_->session.control().is_open(); }
void Client::close() noexcept { state_->session.close(); }
void Client::cancel() noexcept { state_->session.control().cancel(); }
const Reply& Client::greeting() const noexcept { return state_->session.control().greeting(); }
const Options& Client::options() const noexcept { return state_->session.options(); }
void Client::set_options(Options options) { state_->session.set_options(std::move(options)); }

void Client::quit() noexcept {
  try {
    const Command command{"QUIT", {}};
    if (is_open()) state_->session.control().send({&command, 1});
  } catch (const std::exception&) {
    // Nothing depends on it.
  }
  close();
}

void Client::pause(std::chrono::milliseconds time) {
  const auto until = Deadline::after(time);
  while (!until.passed()) static_cast<void>(state_->session.control().wait(until));
}

Outcome Client::retrieve(const std::string& path, DataSink& sink, const Retrieval& how) {
  return state_->guarded([&] { return state_->transfers.retrieve(path, sink, how); });
}

Outcome Client::store(const std::string& path, DataSource& source, const Storage& how) {
  return state_->guarded([&] { return state_->transfers.store(path, source, how); });
}

std::string Client::list(const std::string& path, ListCommand command) {
  return state_->guarded([&] { return state_->transfers.list(path, command); });
}

const Reply& Client::list_reply() const noexcept { return state_->transfers.list_reply(); }

std::optional<Checksum> Client::checksum(const std::string& path) {
  const auto question = checksum_question(features());
  if (!question) return std::nullopt;
  state_->guarded([&] { state_->session.set_type(Type::image); });
  if (question->verb == "HASH")
    static_cast<void>(state_->ask("OPTS", "HASH " + std::string{to_string(question->hash)}));
  return checksum_in(state_->ask(question->verb, path), question->hash);
}

std::optional<std::uint64_t> Client::size(const std::string& path) {
  return state_->guarded([&] {
    state_->session.set_type(Type::image);
    return state_->session.size(path);
  });
}

std::optional<std::chrono::sys_seconds> Client::modified(const std::string& path) {
  return time_in(state_->ask("MDTM", path));
}

std::optional<Facts> Client::facts(const std::string& path) { return facts_in(state_->ask("MLST", path)); }

// vsftpd sets a time by MDTM and lists no MFMT; inetutils-ftpd answers an MFMT that it does not list with silence.
bool Client::set_modified(const std::string& path, std::chrono::sys_seconds time) {
  const auto argument = time_text(time) + ' ' + path;
  return state_->ask(features().lists("MFMT") ? "MFMT" : "MDTM", argument).completion();
}

std::optional<std::string> Client::working_directory() { return path_in(state_->ask("PWD", {})); }
void Client::change_directory(const std::string& path) { state_->demand("CWD", path); }
void Client::make_directory(const std::string& path) { state_->demand("MKD", path); }
void Client::remove_directory(const std::string& path) { state_->demand("RMD", path); }
void Client::remove(const std::string& path) { state_->demand("DELE", path); }

void Client::rename(const std::string& from, const std::string& to) {
  static_cast<void>(encode("RNTO", to));  // refuses what could not be sent before anything is
  state_->guarded([&] {
    const auto reply = state_->session.ask({"RNFR", from});
    if (!reply.intermediate()) throw Error("RNFR " + from, reply);
    return state_->session.demand({"RNTO", to});
  });
}

void Client::change_mode(const std::string& path, std::string_view mode) {
  state_->demand("SITE", "CHMOD " + std::string{mode} + ' ' + path);
}

const Features& Client::features() {
  if (!state_->features) state_->features = Features{state_->ask("FEAT", {})};
  return *state_->features;
}

Reply Client::command(std::string_view verb, std::string_view argument) {
  return state_->ask(std::string{verb}, argument);
}

}  // namespace plainsock::ftp
