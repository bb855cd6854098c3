// What all `plainsock ftp` commands share: options, the connection, how an FTP error ends the program.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "command.hpp"
#include "ftp_progress.hpp"
#include "plainsock/console.hpp"
#include "plainsock/ftp/client.hpp"
#include "plainsock/ftp/download.hpp"
#include "plainsock/ftp/url.hpp"

namespace plainsock::cli {

struct FtpOptions {
  std::string user;
  std::string password_file;  // "-": the first line of stdin
  std::string netrc;          // "true": the usual place
  std::string account;
  std::string encoding = "utf-8";
  std::string tls = "never";
  std::string certificates;  // --cacert
  bool insecure = false;
  std::string virtual_host;
  bool active = false;
  bool no_epsv = false;
  bool no_eprt = false;
  bool trust_pasv_host = false;
  std::string active_ports;  // LO-HI
  std::optional<int> retries;
  double max_time = 0;
  std::uint64_t max_filesize = 0;
  std::uint64_t limit_rate = 0;
  bool no_verify = false;
  bool verify = false;
  bool preserve = false;
  std::string overwrite = "always";
  bool verbose = false;
  bool quiet = false;
  std::string progress = "auto";
  std::vector<std::string> before;  // commands for the server, sent as they are; "*" first: may fail
  std::vector<std::string> after;
};

// "LO-HI", or nothing: {0, 0}. Throws Failure (usage) that names the option.
std::pair<std::uint16_t, std::uint16_t> port_range(std::string_view option, std::string_view text);

// The first line of a file, or of stdin for "-". Throws Failure.
std::string read_password_file(const std::string& name);

// How the program ends after an error.
Status status_of(const ftp::Error& error) noexcept;

// The options as the client takes them; without progress and log.
ftp::Options client_options(const FtpOptions& options, const Context& context);

// Whom to log in as: the options, then the URL, then .netrc, then anonymous. The password, if it is in none of
// them, is in PLAINSOCK_FTP_PASSWORD, or asked for on a terminal; `asked` keeps it.
ftp::Credentials credentials_of(const FtpOptions& options, const ftp::Url& url, std::optional<std::string>& asked);

// The connection that the URLs of one command share for as long as they name the same server and user. Ctrl-C ends
// what is under way.
class FtpConnection {
 public:
  FtpConnection(const FtpOptions& options, const Context& context);

  // Connected and logged in to the URL's server; `next` as in Client::open.
  ftp::Client& open(const ftp::Url& url, std::string_view next = {});
  // Client::greet; open() of the same server goes on from there.
  void greet(const ftp::Url& url);
  ftp::Client& client() noexcept { return client_; }
  // Takes the options, which have changed, from the next piece of work on.
  void renew() { client_.set_options(watched()); }
  ftp::Credentials credentials(const ftp::Url& url) { return credentials_of(options_, url, password_); }
  // Another user may have another one.
  void forget_password() { password_.reset(); }
  // The end of a successful command: --quote-after and QUIT.
  void quit();
  // How often, and how, to try again.
  ftp::Retries retries(const ftp::Url& url, int by_default = 0);
  ProgressMeter& meter() noexcept { return meter_; }

 private:
  ftp::Options watched();
  void open_once(const ftp::Url& url, const ftp::Credentials& credentials, std::string_view next);
  void send_all(const std::vector<std::string>& commands);

  const FtpOptions& options_;
  const Context& context_;
  ProgressMeter meter_;
  ftp::Client client_;
  console::InterruptScope interrupt_;
  std::optional<std::string> password_;  // asked for or read once
  std::string opened_;  // the server and user that the client is connected as; empty: it is greeted at most
};

// Calls `each` for every one of several names. A failure is reported and the rest goes on; the exit status is the
// failure's own when there is one name, and "part failed" otherwise.
Status for_each_name(const std::vector<std::string>& names, const std::function<void(const std::string&)>& each);

// Runs one command, ftp::Error becoming a Failure.
Status run_ftp(const std::function<Status()>& work);

}  // namespace plainsock::cli
