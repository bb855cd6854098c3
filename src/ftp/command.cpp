#include "plainsock/ftp/command.hpp"

#include <algorithm>
#include <cctype>

#include "plainsock/ftp/error.hpp"
#include "plainsock/visible.hpp"

namespace plainsock::ftp {
namespace {

// The text itself stays out of the message: it may be a password.
void refuse_line_ends(std::string_view text, std::string_view step) {
  using namespace std::string_view_literals;
  const std::size_t at = text.find_first_of("\r\n\0"sv);
  if (at == std::string_view::npos) return;
  const std::string found = text[at] == '\0' ? "a NUL byte" : text[at] == '\r' ? "a carriage return" : "a newline";
  throw Error(Category::usage, std::string(step),
              "not sent: it contains " + found + ", which could end the command");
}

void append_doubling_iac(std::string& line, std::string_view text) {
  for (char byte : text) line.append(byte == '\xFF' ? 2 : 1, byte);
}

bool carries_a_secret(std::string_view verb) {
  std::string upper(verb);
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return upper == "PASS" || upper == "ACCT";
}

}  // namespace

std::string encode(std::string_view verb, std::string_view argument) {
  refuse_line_ends(verb, "command");
  refuse_line_ends(argument, verb);
  std::string line;
  line.reserve(verb.size() + argument.size() + 3);
  append_doubling_iac(line, verb);
  if (!argument.empty()) line += ' ';
  append_doubling_iac(line, argument);
  return line += "\r\n";
}

std::string loggable(std::string_view command) {
  while (!command.empty() && (command.back() == '\n' || command.back() == '\r')) command.remove_suffix(1);
  const std::size_t verb = std::min(command.find_first_not_of(" \t"), command.size());
  const std::size_t end = std::min(command.find_first_of(" \t", verb), command.size());
  if (!carries_a_secret(command.substr(verb, end - verb))) return visible_line(command);
  return visible_line(command.substr(0, end)) + " ****";
}

}  // namespace plainsock::ftp
