#include "server_command.hpp"

#include <algorithm>
#include <utility>

#include "text.hpp"

namespace plainsock::ftp::server {
namespace {

constexpr char iac = '\xff';
// RFC 854: SE, NOP, DM, ... GA stand alone; WILL, WONT, DO, DONT are followed by an option.
constexpr unsigned char first_telnet_command = 240;
constexpr unsigned char first_telnet_option = 251;

ClientCommand parse(std::string_view line) {
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  const auto [verb, argument] = text::split(line, ' ');
  ClientCommand command{text::upper(verb), std::string(argument)};
  constexpr std::string_view forbidden{"\r\0", 2};
  if (line.find_first_of(forbidden) != std::string_view::npos) command.fault = ClientCommand::Fault::bad_byte;
  return command;
}

}  // namespace

void CommandParser::feed(std::string_view bytes) {
  for (const char byte : bytes) take(byte);
}

std::optional<ClientCommand> CommandParser::next() {
  if (ready_.empty()) return std::nullopt;
  auto command = std::move(ready_.front());
  ready_.pop_front();
  return command;
}

bool CommandParser::holds(std::string_view verb) const noexcept {
  return std::any_of(ready_.begin(), ready_.end(), [verb](const auto& command) { return command.verb == verb; });
}

void CommandParser::take(char byte) {
  if (telnet_ != Telnet::none)
    take_telnet(byte);
  else if (byte == iac)
    telnet_ = Telnet::command;
  else if (byte == '\n')
    end_line();
  else
    append(byte);
}

// A byte that cannot follow IAC is an ordinary one: urgent data may have taken the command out of the stream.
void CommandParser::take_telnet(char byte) {
  const auto code = static_cast<unsigned char>(byte);
  const bool in_option = std::exchange(telnet_, Telnet::none) == Telnet::option;
  if (in_option) return;
  if (byte == iac) return append(byte);
  if (code >= first_telnet_option)
    telnet_ = Telnet::option;
  else if (code < first_telnet_command)
    take(byte);
}

void CommandParser::append(char byte) {
  // One byte more than the limit may be the CR of the line's end.
  if (line_.size() > longest_line)
    too_long_ = true;
  else
    line_ += byte;
}

void CommandParser::end_line() {
  auto command = parse(line_);
  const bool fits = line_.size() <= longest_line || line_.back() == '\r';
  if (std::exchange(too_long_, false) || !fits) command = {{}, {}, ClientCommand::Fault::too_long};
  ready_.push_back(std::move(command));
  line_.clear();
}

}  // namespace plainsock::ftp::server
