// What a client sends.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace plainsock::ftp {

// One command; the argument is raw bytes, empty when there is none.
struct Command {
  std::string verb;
  std::string argument;

  bool operator==(const Command&) const = default;
};

// A longer line is legal, but not every server survives it: above 512 bytes inetutils-ftpd answers garbage, above
// 4096 vsftpd and Pure-FTPd hang up or fall silent. Walk a long path with several CWD, or warn.
constexpr std::size_t longest_safe_command = 500;

// The bytes of one command: VERB, a space and the argument if there is one, CRLF. Telnet's 0xFF is doubled (RFC 959
// section 5.3, RFC 854). The only place where commands are made: a CR, LF or NUL in either part would be a second
// command, so it throws ftp::Error (Category::usage) and nothing may be sent; nothing is ever rewritten.
std::string encode(std::string_view verb, std::string_view argument = {});
inline std::string encode(const Command& command) { return encode(command.verb, command.argument); }

// A command line for a log: safe for a terminal, without its line end; the argument of PASS and ACCT is `****`.
std::string loggable(std::string_view command);

}  // namespace plainsock::ftp
