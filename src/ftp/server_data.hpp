// The server's side of a data connection, from PASV on.
#pragma once

#include <optional>

#include "plainsock/ftp/server.hpp"
#include "plainsock/tcp_listener.hpp"
#include "server_watch.hpp"

namespace plainsock::ftp::server {

// Hands out the ports of a range in turn, so that one that was just used is the last to be used again.
class PassivePorts {
 public:
  explicit PassivePorts(std::optional<PortRange> range) : range_(range), next_(range ? range->first : 0) {}
  // A listener at the address; errc::address_in_use when every port of the range is.
  Result<TcpListener> listen(const IpAddress& at);

 private:
  std::optional<PortRange> range_;
  std::uint32_t next_;
};

class DataConnection {
 public:
  enum class State { none, waiting, open, failed };

  explicit DataConnection(Watch watch) : watch_(watch) {}

  // Passive: from now on one connection is expected. Ends what was there before.
  Result<SocketAddress> listen(PassivePorts& ports, const IpAddress& at);
  // Active: the client listens there; it is connected to when a transfer begins. Ends what was there before.
  void aim(const SocketAddress& target);
  bool is_prepared() const noexcept { return listener_.socket().is_open() || stream_.is_open() || target_; }

  // Takes or makes the connection. One from another host than the control connection's peer is closed, and
  // the wait goes on: it would steal or forge the data.
  State advance(const IpAddress& peer);
  TcpStream& stream() noexcept { return stream_; }  // in non-blocking mode

  // Poller tells when advance() is to be called again, or when the open stream can go on. False when it cannot hold
  // the socket.
  bool await_opening();
  bool want(Interest interest) { return watch_.set(stream_.socket(), interest); }
  void close();

 private:
  State accept(const IpAddress& peer);
  State connect();
  void stop_listening();

  Watch watch_;
  TcpListener listener_;
  std::optional<SocketAddress> target_;
  TcpStream stream_;
  bool connected_ = false;
};

}  // namespace plainsock::ftp::server
