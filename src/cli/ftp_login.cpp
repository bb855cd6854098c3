// Whom `plainsock ftp` logs in as.
#include <fstream>
#include <iostream>

#include "ftp_options.hpp"
#include "netrc.hpp"
#include "plainsock/local_file.hpp"

namespace plainsock::cli {
namespace {

std::string first_line(std::istream& stream) {
  std::string line;
  std::getline(stream, line);
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

// Client text only: what a server says never becomes a prompt.
std::optional<std::string> password_for(const FtpOptions& options, const ftp::Url& url, const std::string& user) {
  if (!options.password_file.empty()) return read_password_file(options.password_file);
  if (url.password) return url.password;
  if (auto password = console::environment("PLAINSOCK_FTP_PASSWORD")) return password;
  if (!console::is_terminal(console::Stream::input)) return std::nullopt;
  return console::read_secret("Password for " + user + '@' + url.host + ": ");
}

}  // namespace

std::string read_password_file(const std::string& name) {
  if (name == "-") return first_line(std::cin);
  std::ifstream file{path_from_utf8(name), std::ios::binary};
  if (!file) throw Failure{Status::failed, "open " + name + ": cannot be read"};
  return first_line(file);
}

ftp::Credentials credentials_of(const FtpOptions& options, const ftp::Url& url, std::optional<std::string>& asked) {
  ftp::Credentials credentials;
  auto user = !options.user.empty() ? options.user : url.user.value_or("");
  std::optional<NetrcEntry> entry;
  if (!options.netrc.empty()) entry = read_netrc(options.netrc == "true" ? "" : options.netrc, url.host, user);
  if (user.empty() && entry) user = entry->login;
  if (entry) credentials.account = entry->account;
  if (!options.account.empty()) credentials.account = options.account;
  if (user.empty()) return credentials;
  credentials.user = user;
  if (entry && entry->password && !url.password && options.password_file.empty()) {
    credentials.password = entry->password;
  } else if (!ftp::is_anonymous(user) || url.password || !options.password_file.empty()) {
    if (!asked || url.password) asked = password_for(options, url, user);
    credentials.password = asked;
  }
  return credentials;
}

}  // namespace plainsock::cli
