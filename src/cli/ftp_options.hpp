// What all `plainsock ftp` commands share: options, the connection, how an FTP error ends the program.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "command.hpp"
#include "plainsock/console.hpp"
#include "plainsock/ftp/client.hpp"
#include "plainsock/ftp/url.hpp"

namespace plainsock::cli {

struct FtpOptions {
  std::string user;
  std::string password_file;
  std::string account;
  bool active = false;
  bool no_epsv = false;
  bool no_eprt = false;
  bool trust_pasv_host = false;
  bool no_verify = false;
  bool verbose = false;
  bool quiet = false;
};

// How the program ends after an error.
Status status_of(const ftp::Error& error) noexcept;

// The connection that the URLs of one command share for as long as they name the same server and user. Ctrl-C ends
// what is under way.
class FtpConnection {
 public:
  FtpConnection(const FtpOptions& options, const Context& context);

  // Connected and logged in to the URL's server; `next` as in Client::open.
  ftp::Client& open(const ftp::Url& url, std::string_view next = {});
  void quit() noexcept { client_.quit(); }

 private:
  ftp::Credentials credentials_of(const ftp::Url& url) const;

  const FtpOptions& options_;
  ftp::Client client_;
  console::InterruptScope interrupt_;
  std::string opened_;  // the server and user that the client is connected as
};

// Calls `each` for every one of several names. A failure is reported and the rest goes on; the exit status is the
// failure's own when there is one name, and "part failed" otherwise.
Status for_each_name(const std::vector<std::string>& names, const std::function<void(const std::string&)>& each);

// Runs one command, ftp::Error becoming a Failure.
Status run_ftp(const std::function<Status()>& work);

}  // namespace plainsock::cli
