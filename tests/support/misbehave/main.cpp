// The misbehaving servers of the tests, to try a client on by hand.
//
//   plainsock-misbehave              the names of the scenarios
//   plainsock-misbehave NAME         serves f.bin (1000 bytes) that way, until Enter
//   plainsock-misbehave 'SCRIPT'     the same for a script of one's own, in the language of scripted_server.hpp
#include <algorithm>
#include <iostream>

#include "tests/support/ftp_scenarios.hpp"
#include "tests/support/scripted_server.hpp"
#include "tests/support/temp_folder.hpp"

namespace plainsock::test {
namespace {

int list_names() {
  for (const auto& scenario : ftp_scenarios()) std::cout << scenario.name << '\n';
  return 0;
}

// Until Enter or the end of stdin; then it tells what the client has sent.
int serve(std::string_view script) {
  const ScriptedServer server{script, test_bytes(1000)};
  std::cout << server.url() << "f.bin" << std::endl;
  std::cin.get();
  for (const auto& command : server.commands()) std::cout << command << '\n';
  return 0;
}

int run(const std::string& name) {
  if (name.find(' ') != std::string::npos) return serve(name);
  const auto& all = ftp_scenarios();
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.name == name; });
  if (found != all.end()) return serve(found->script);
  std::cerr << "no scenario has the name " << name << '\n';
  return 2;
}

}  // namespace
}  // namespace plainsock::test

int main(int argc, char** argv) { return argc < 2 ? plainsock::test::list_names() : plainsock::test::run(argv[1]); }
