// Data connections: who opens them, where to, and what was learned about it on this control connection.
#pragma once

#include <memory>
#include <optional>

#include "control.hpp"
#include "plainsock/ftp/data_address.hpp"
#include "plainsock/tcp_listener.hpp"

namespace plainsock::ftp {

// One data connection. In active mode it begins as a listener, and the server's connection comes later.
class DataChannel {
 public:
  explicit DataChannel(std::unique_ptr<Stream> stream) : stream_(std::move(stream)) {}
  DataChannel(TcpListener listener, const IpAddress& expected)
      : listener_(std::move(listener)), expected_(expected) {}

  // Null while the server has not connected yet.
  Stream* stream() noexcept { return stream_.get(); }
  bool is_open() const noexcept { return stream_ || listener_.socket().is_open(); }
  Socket& socket() noexcept { return stream_ ? stream_->socket() : listener_.socket(); }
  // Takes the server's connection; one from any other address is closed and the wait goes on (VU#2558).
  void accept();
  void close() noexcept;
  // The same by a reset: what was uploaded until then must not look complete to the server.
  void abandon() noexcept;

 private:
  std::unique_ptr<Stream> stream_;
  TcpListener listener_;
  IpAddress expected_;
};

class DataConnections {
 public:
  explicit DataConnections(Control& control) : control_(control), options_(control.options()) {}

  // Forgets what was learned: the control connection is a new one.
  void reset();

  // The command that asks for a port and may be sent ahead; nothing in active mode or when one is under way.
  std::optional<Command> ahead();
  // The reply to it.
  void on_ahead_reply(const Reply& reply);

  // Ready for the command that uses it: connected, or listening and the server told where. Throws ftp::Error.
  DataChannel open();

 private:
  DataChannel open_passive();
  DataChannel open_active();
  DataAddress ask_address();
  bool may_use_epsv() const noexcept {
    return !epsv_failed_ && options_.passive_command == PassiveCommand::epsv_first;
  }
  bool may_use_pasv() const noexcept { return control_.peer().family() == Family::ipv4; }
  std::optional<DataAddress> address_in(const Reply& reply) const;
  SocketAddress target(const DataAddress& address) const;
  Result<std::unique_ptr<Stream>> connect(const SocketAddress& address);
  TcpListener listen();
  void announce(const SocketAddress& address);

  Control& control_;
  const Options& options_;
  bool epsv_failed_ = false;
  bool eprt_failed_ = false;
  std::optional<DataAddress> ready_;  // from a command that was sent ahead
};

}  // namespace plainsock::ftp
