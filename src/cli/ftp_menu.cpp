// plainsock ftp menu: the guided dialogue of a first course.
#include <charconv>
#include <functional>
#include <iostream>
#include <optional>

#include "ftp_commands.hpp"
#include "plainsock/ftp/download.hpp"
#include "plainsock/socket_address.hpp"
#include "plainsock/visible.hpp"

namespace plainsock::cli {
namespace {

// A line that was typed, or of the pipe; nothing at the end of input.
std::optional<std::string> ask(const std::string& question) {
  std::cerr << question << std::flush;
  std::string line;
  if (!std::getline(std::cin, line)) return std::nullopt;
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return line;
}

std::optional<std::string> ask_secret(const std::string& question) {
  return console::is_terminal(console::Stream::input) ? console::read_secret(question) : ask(question);
}

// 21 when the text is empty.
std::optional<std::uint16_t> port_in(std::string_view text) {
  std::uint16_t port = 21;
  if (text.empty()) return port;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || end != text.data() + text.size() || port == 0) return std::nullopt;
  return port;
}

// The menu goes on after an error, except that of somebody who pressed Ctrl-C.
enum class Outcome { done, failed, wrong_login };
Outcome attempt(const std::function<void()>& work) try {
  work();
  return Outcome::done;
} catch (const ftp::Error& error) {
  if (error.category() == ftp::Category::cancelled) throw;
  complain(error.what());
  return error.category() == ftp::Category::login ? Outcome::wrong_login : Outcome::failed;
}

class Menu {
 public:
  Menu(std::string host, const FtpOptions& options, const Context& context)
      : options_(options), connection_(options, context), host_(std::move(host)) {}

  void run() {
    if (!log_in()) return;
    while (choose()) {
    }
    connection_.quit();
  }

 private:
  // Asks until somebody is in; false at the end of input.
  bool log_in() {
    for (;;) {
      if (host_.empty() && !ask_host()) return false;
      const auto user = ask("User (empty: anonymous): ");
      const auto password = user ? ask_secret("Password: ") : std::nullopt;
      if (!password) return false;
      url_.user = user->empty() ? std::nullopt : user;
      url_.password = user->empty() ? std::nullopt : password;
      const auto outcome = attempt([this] { connect(); });
      if (outcome == Outcome::done) return true;
      if (outcome == Outcome::failed) host_.clear();
    }
  }

  bool ask_host() {
    const auto host = ask("Host: ");
    if (host) host_ = *host;
    return host.has_value();
  }

  void connect() {
    const auto parts = split_host_port(host_);
    const auto port = parts ? port_in(parts->port) : std::nullopt;
    if (!port || parts->host.empty()) throw ftp::Error(ftp::Category::usage, "open " + host_, "no host and port");
    url_.host = parts->host;
    url_.port = *port;
    auto& client = connection_.open(url_);
    for (std::size_t i = 0; i < client.greeting().lines.size(); ++i)
      print_line(visible(client.greeting().text(i)), Flush::yes);
    directory_ = client.working_directory().value_or("");
  }

  // Connected, again if the server has hung up meanwhile, and where the user left off.
  ftp::Client& client() {
    auto& client = connection_.open(url_);
    if (!directory_.empty()) client.change_directory(directory_);
    return client;
  }

  bool choose() {
    print_line("Directory: " + (directory_.empty() ? "unknown" : visible_line(directory_)), Flush::yes);
    const auto choice = ask("1 list, 2 change directory, 3 download, anything else ends: ");
    if (choice == "1")
      attempt([this] { list(); });
    else if (choice == "2")
      return change_directory();
    else if (choice == "3")
      return download();
    else
      return false;
    return true;
  }

  void list() {
    print(visible(client().list("")), Flush::yes);
  }

  bool change_directory() {
    const auto name = ask("Directory: ");
    if (!name) return false;
    attempt([&] {
      auto& there = client();
      there.change_directory(*name);
      directory_ = there.working_directory().value_or("");
    });
    return true;
  }

  bool download() {
    const auto kind = ask("B for binary, anything else for text: ");
    const auto local = kind ? ask("Local name: ") : std::nullopt;
    const auto remote = local ? ask("Remote name: ") : std::nullopt;
    if (!remote) return false;
    attempt([&] { download(kind == "B" || kind == "b" ? ftp::Type::image : ftp::Type::ascii, *local, *remote); });
    return true;
  }

  void download(ftp::Type type, const std::string& local, const std::string& remote) {
    if (local.empty() || remote.empty())
      throw ftp::Error(ftp::Category::usage, "download", "a local and a remote name are needed");
    const auto unproven = options_.no_verify ? ftp::Unproven::accept : ftp::Unproven::refuse;
    const auto outcome = download_file(client(), remote, path_from_utf8(local), {type, unproven, {}});
    print_line("received " + std::to_string(outcome.bytes) + " bytes: " + visible_line(local), Flush::yes);
  }

  const FtpOptions& options_;
  FtpConnection connection_;
  std::string host_;
  ftp::Url url_;
  std::string directory_;
};

}  // namespace

Status ftp_menu(const MenuOptions& menu, const FtpOptions& options, const Context& context) {
  return run_ftp([&] {
    Menu{menu.host, options, context}.run();
    return Status::done;
  });
}

}  // namespace plainsock::cli
