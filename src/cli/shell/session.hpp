// What the shell knows while it runs: the server, the directory, the settings.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "ftp_options.hpp"
#include "line.hpp"
#include "trace_option.hpp"

namespace plainsock::cli {

struct Settings {
  FtpOptions options;
  Context context;
  ftp::Type type = ftp::Type::image;
  bool glob = true;
  bool prompt = false;
  std::uint64_t restart = 0;  // of the next get
  std::optional<TraceOutput> trace = {};
};

// HOST, HOST:PORT or a URL. Throws ftp::Error (usage).
ftp::Url server_called(const std::string& name);

class ShellSession {
 public:
  // Shows a question and returns what was typed; nothing at the end of input.
  using Ask = std::function<std::optional<std::string>(const std::string&)>;
  enum class Operator { person, script };

  ShellSession(const FtpOptions& options, const Context& context, Operator who, Ask ask);

  Settings& settings() noexcept { return settings_; }
  bool has_person() const noexcept { return operator_ == Operator::person; }
  std::optional<std::string> ask(const std::string& question) const { return ask_(question); }

  // Connects, and returns the greeting; open() of the same server goes on from there.
  const ftp::Reply& greet(const ftp::Url& server);
  // Connects and logs in to another server; a path of the URL is changed to.
  void open(ftp::Url server);
  void log_in_as(const std::string& user, std::optional<std::string> password);
  void close();
  const std::optional<ftp::Url>& server() const noexcept { return server_; }
  // Whom the session is logged in as.
  ftp::Credentials credentials() { return connection_.credentials(*server_); }

  // Before each word: settings count, and a connection that has ended meanwhile is noticed.
  void begin_word();
  // Connected and logged in: anew if need be, with the directory that the last connection was in. Throws ftp::Error
  // (usage) when no server was opened.
  ftp::Client& client();
  bool is_connected() { return connection_.client().is_open(); }
  // Does it a second time, on a new connection, when the old one was lost in the middle.
  void repeat_if_lost(const std::function<void()>& work);
  // For whole files: reconnects in the middle.
  ftp::Retries retries();
  ProgressMeter& meter() noexcept { return connection_.meter(); }

  // The remote directory, empty when the server does not tell.
  const std::string& directory() const noexcept { return directory_; }
  const std::string& home() const noexcept { return home_; }
  void change_directory(const std::string& path);
  // Reads it from the server after a change.
  void update_directory() { directory_ = client().working_directory().value_or(""); }

  bool ended = false;  // by bye

 private:
  void connect();
  void reconnect();

  Settings settings_;
  Operator operator_;
  Ask ask_;
  FtpConnection connection_;
  std::optional<ftp::Url> server_;
  std::string directory_;
  std::string home_;
};

}  // namespace plainsock::cli
