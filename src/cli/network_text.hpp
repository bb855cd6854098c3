// What comes from the network, printed to stdout.
#pragma once

#include <string>
#include <string_view>

#include "command.hpp"
#include "plainsock/tcp_stream.hpp"

namespace plainsock::cli {

// To a file or a program the bytes go as they are; a terminal gets text that cannot command it. The parts may be
// cut anywhere, also within a character.
class NetworkText {
 public:
  NetworkText();
  void print(std::string_view part);
  // After the last part: ends the line that has been begun, at a terminal or wherever `ends_line` wants it.
  enum class LineEnd { terminal, always };
  void finish(LineEnd ends_line = LineEnd::terminal);

 private:
  bool terminal_;
  std::string held_;     // a character that has not come whole
  bool in_line_ = true;  // an empty text is a line, too
};

// TcpStream::connect to a name, or a Failure that tells each address that was tried.
TcpStream connect_to(const std::string& host, const std::string& port, const Context& context);

}  // namespace plainsock::cli
