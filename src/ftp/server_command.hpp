// What a client sends, as the server reads it.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace plainsock::ftp::server {

struct ClientCommand {
  enum class Fault { none, too_long, bad_byte };

  std::string verb;      // upper case
  std::string argument;  // every byte behind the first space
  Fault fault = Fault::none;
};

// Bytes in, commands out, the same ones for every way of cutting the bytes. A line ends at LF, one CR before it is
// dropped; Telnet commands are taken out of it (RFC 959 section 5.3, RFC 854). Bounded: a longer line is skipped to
// its end and becomes one command with a fault, as does one with a CR or NUL inside, which no file name can have
// that is to be listed.
class CommandParser {
 public:
  static constexpr std::size_t longest_line = 4096;  // bytes, without its end; vsftpd's limit

  void feed(std::string_view bytes);
  std::optional<ClientCommand> next();

  // Whether a command waits that is to interrupt those before it.
  bool holds(std::string_view verb) const noexcept;
  std::size_t waiting() const noexcept { return ready_.size(); }

 private:
  enum class Telnet : unsigned char { none, command, option };

  void take(char byte);
  void take_telnet(char byte);
  void append(char byte);
  void end_line();

  std::deque<ClientCommand> ready_;
  std::string line_;
  bool too_long_ = false;
  Telnet telnet_ = Telnet::none;
};

}  // namespace plainsock::ftp::server
