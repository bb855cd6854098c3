// What clients send: the same commands for every cut, and no argument that leads out of the root.
#include <string>

#include "fuzz.hpp"
#include "src/ftp/server_command.hpp"
#include "src/ftp/server_path.hpp"

namespace {

using namespace plainsock::ftp::server;

std::string commands(std::string_view bytes, std::size_t cut) {
  CommandParser parser;
  parser.feed(bytes.substr(0, cut));
  parser.feed(bytes.substr(cut));
  std::string all;
  while (const auto command = parser.next()) {
    require(command->verb.size() + command->argument.size() <= CommandParser::longest_line);
    all +=
        command->verb + '\n' + command->argument + '\n' + std::to_string(static_cast<int>(command->fault)) + '\n';
  }
  return all;
}

void check_path(std::string_view argument, NameRules rules) {
  const auto path = resolve("/a/b", argument, rules);
  if (!path) return;
  require(path->front() == '/' && (path->size() == 1 || path->back() != '/'));
  require((*path + '/').find("/../") == std::string::npos && path->find("//") == std::string::npos);
  require(resolve("/", *path, rules) == path);
  require(rules == NameRules::posix || path->find_first_of("\\:") == std::string::npos);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const FuzzInput input(data, size);
  const auto cut = input.bytes.empty() ? 0 : input.choice % input.bytes.size();
  require(commands(input.bytes, cut) == commands(input.bytes, input.bytes.size()));
  check_path(input.bytes, NameRules::posix);
  check_path(input.bytes, NameRules::windows);
  return 0;
}
