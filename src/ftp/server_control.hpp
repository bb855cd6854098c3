// The server's side of a control connection: replies out, commands in, never blocking.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plainsock/poller.hpp"
#include "plainsock/tcp_stream.hpp"
#include "server_command.hpp"
#include "server_watch.hpp"

namespace plainsock::ftp::server {

class Control {
 public:
  Control(Watch watch, TcpStream stream) : watch_(watch), stream_(std::move(stream)) {}

  // One line, or several (RFC 959 section 4.2); inner lines are sent as they are, behind a space. Telnet's 0xFF in
  // names is doubled.
  void reply(int code, std::string_view text);
  void reply(int code, std::string_view first, const std::vector<std::string>& inner, std::string_view last);

  // Sends what waits, reads what has come.
  void on_ready(Interest ready);
  // The next command, unless replies wait: who does not read them shall not fill this machine's memory.
  std::optional<ClientCommand> next_command();
  bool holds(std::string_view verb) const noexcept { return parser_.holds(verb); }
  std::size_t waiting() const noexcept { return parser_.waiting(); }
  // From now on a trace may show what comes: no password any more.
  void show_input() noexcept { hide_input_ = false; }
  void hide_input() noexcept { hide_input_ = true; }
  // The client has said its last word; what it said before is still to be answered.
  bool input_ended() const noexcept { return input_ended_; }

  // Ends the connection once everything is sent. What still comes is dropped, so that no RST overtakes the last
  // reply.
  void finish();
  bool is_finishing() const noexcept { return finishing_; }
  void close();
  bool is_open() const noexcept { return stream_.is_open(); }
  const TcpStream& stream() const noexcept { return stream_; }

  // Asks the Poller for what is wanted now. Call it last.
  void update_watch();

 private:
  static constexpr std::size_t most_waiting_commands = 64;

  void send(std::string_view text);
  void flush();
  void receive();
  Result<std::size_t> read(std::span<std::byte> bytes);
  bool wants_input() const noexcept;

  Watch watch_;
  TcpStream stream_;
  CommandParser parser_;
  std::string out_;
  bool hide_input_ = true;
  bool input_ended_ = false;
  bool finishing_ = false;
  bool shut_down_ = false;
};

}  // namespace plainsock::ftp::server
