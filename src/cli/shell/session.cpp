#include "session.hpp"

#include "plainsock/visible.hpp"

namespace plainsock::cli {

ftp::Url server_called(const std::string& name) {
  return ftp::parse_url(name.find("://") == std::string::npos ? "ftp://" + name : name);
}

ShellSession::ShellSession(const FtpOptions& options, const Context& context, Operator who, Ask ask)
    : settings_{options, context},
      operator_(who),
      ask_(std::move(ask)),
      connection_(settings_.options, settings_.context) {
  settings_.prompt = has_person();
}

void ShellSession::open(ftp::Url server) {
  if (!server.pattern.empty()) throw ftp::Error(ftp::Category::usage, "usage", "no pattern in the URL of a shell");
  close();
  if (server.user) settings_.options.user.clear();
  const auto path = std::exchange(server.path, {});
  server_ = std::move(server);
  connect();
  if (!path.empty()) change_directory(path);
}

const ftp::Reply& ShellSession::greet(const ftp::Url& server) {
  close();
  connection_.greet(server);
  return connection_.client().greeting();
}

// A new connection: servers differ in what a second USER does.
void ShellSession::log_in_as(const std::string& user, std::optional<std::string> password) {
  if (!server_) throw ftp::Error(ftp::Category::usage, "usage", "not connected (open HOST)");
  auto server = *server_;
  auto& options = settings_.options;
  server.user = options.user = user;
  server.password = std::move(password);
  if (server.password) options.password_file.clear();
  close();
  server_ = std::move(server);
  connect();
}

void ShellSession::close() {
  if (server_ && is_connected()) connection_.quit();
  if (settings_.options.password_file != "-") connection_.forget_password();  // stdin has it once
  server_.reset();
  directory_.clear();
  home_.clear();
}

// Whoever was refused is not connected: nothing is tried again behind the user's back.
void ShellSession::connect() {
  try {
    connection_.open(*server_);
  } catch (...) {
    connection_.forget_password();
    connection_.client().close();
    server_.reset();
    throw;
  }
  home_ = directory_ = connection_.client().working_directory().value_or("");
}

void ShellSession::begin_word() {
  connection_.renew();
  if (!is_connected()) return;
  try {
    connection_.client().pause(std::chrono::milliseconds{1});
  } catch (const ftp::Error&) {
    // A Ctrl-C that came after the end of the last word; an end of the connection shows in is_open().
  }
}

ftp::Client& ShellSession::client() {
  if (!server_) throw ftp::Error(ftp::Category::usage, "usage", "not connected (open HOST)");
  if (!is_connected()) reconnect();
  return connection_.client();
}

// The type needs no restoring: the client knows what it last told this connection.
void ShellSession::reconnect() {
  connection_.open(*server_);
  if (!directory_.empty()) connection_.client().change_directory(directory_);
  if (!settings_.options.quiet) complain("the connection was lost and is there again");
}

void ShellSession::repeat_if_lost(const std::function<void()>& work) {
  const bool was_connected = is_connected();
  try {
    return work();
  } catch (const ftp::Error& error) {
    const bool lost = was_connected && !is_connected() && error.category() == ftp::Category::network;
    if (!lost) throw;
  }
  work();
}

ftp::Retries ShellSession::retries() {
  return {settings_.options.retries.value_or(3), [this] { reconnect(); }};
}

void ShellSession::change_directory(const std::string& path) {
  client().change_directory(path);
  update_directory();
}

}  // namespace plainsock::cli
