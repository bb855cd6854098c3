// A small FTP server for tests, demonstrations and a lab on one machine.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "plainsock/poller.hpp"
#include "plainsock/socket_address.hpp"

namespace plainsock::ftp {

enum class Access { read_only, writable };

struct PortRange {
  std::uint16_t first = 0;
  std::uint16_t last = 0;
};

struct ServerUser {
  std::string name;
  std::string password;
};

struct ServerOptions {
  std::filesystem::path root = ".";  // the only part of the file system that clients see
  SocketAddress address{IpAddress::loopback(Family::ipv4), 2121};  // port 0: any free one
  Access access = Access::read_only;
  std::optional<ServerUser> user;          // the only one who may log in; none: anonymous may
  std::optional<PortRange> passive_ports;  // for data connections; none: any free port
  std::size_t max_clients = 1000;          // one more is told 421 and sent away
  unsigned login_tries = 3;
  std::chrono::milliseconds idle{300'000};      // without a command, or without progress of a transfer
  std::chrono::milliseconds data_wait{30'000};  // for a data connection to open
  Backend backend = Backend::best;
};

// RFC 959's minimum with passive mode and what today's clients ask for: EPSV (RFC 2428), SIZE, MDTM, REST
// (RFC 3659), FEAT (RFC 2389). Event-driven: one thread serves all clients, none waits for another.
//
// Nothing outside the root is reached, by no spelling of a path and by no link that leads out of it. The check
// precedes the use: whoever may write to the root locally at the same time is trusted.
class Server {
 public:
  // Binds and listens; clients may connect from now on. Throws std::system_error: no such folder, address in use.
  explicit Server(const ServerOptions& options);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Where it listens, with the real port.
  SocketAddress address() const;

  // Serves until stop() has been called; then every client is told 421, and what was half uploaded is dropped.
  // Throws std::system_error only when waiting for events itself fails.
  void run();
  // From any thread, also from a signal handler; run() may begin later, it then returns at once.
  void stop() noexcept;

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace plainsock::ftp
