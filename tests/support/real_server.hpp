// Real FTP servers, each on a free loopback port of its own.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "plainsock/socket_address.hpp"
#include "tests/support/process.hpp"

namespace plainsock::test {

// A server that runs for as long as this lives. Anonymous users read pub(); user "ftplab", password "ftplab-pw",
// reads and writes home(). Nothing of it, its files included, stays behind.
class RealServer {
 public:
  // `name`: vsftpd, pure-ftpd, proftpd or pyftpdlib. `options`: what servers.py takes for --option. Throws when it
  // does not start.
  explicit RealServer(std::string_view name, Family = Family::ipv4, const std::vector<std::string>& options = {});

  SocketAddress address() const { return address_; }
  std::uint16_t port() const { return address_.port(); }
  // "ftp://127.0.0.1:43210/", and "ftp://ftplab:ftplab-pw@127.0.0.1:43210/".
  std::string url() const { return "ftp://" + address_.to_string() + "/"; }
  std::string home_url() const { return "ftp://ftplab:ftplab-pw@" + address_.to_string() + "/"; }

  const std::filesystem::path& pub() const { return pub_; }
  const std::filesystem::path& home() const { return home_; }
  // Makes what the test has written to home() the property of ftplab.
  void own() { order("own"); }

  // Stops every process of the server where it stands, and lets it go on: a server that has fallen silent.
  void freeze() { order("freeze"); }
  void thaw() { order("thaw"); }
  // Ends it at once, its connections too.
  void stop();

 private:
  void order(std::string_view word);

  Process process_;
  SocketAddress address_;
  std::filesystem::path pub_;
  std::filesystem::path home_;
};

}  // namespace plainsock::test
