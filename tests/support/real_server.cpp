#include "tests/support/real_server.hpp"

#include <sstream>

namespace plainsock::test {
namespace {

std::vector<std::string> server_words(std::string_view name, Family family,
                                      const std::vector<std::string>& options) {
  std::vector<std::string> words{PLAINSOCK_SERVERS, std::string{name}};
  if (family == Family::ipv6) words.emplace_back("--ipv6");
  for (const auto& option : options) words.push_back("--option=" + option);
  return words;
}

std::string next_field(std::istream& line) {
  std::string field;
  std::getline(line, field, '\t');
  return field;
}

}  // namespace

RealServer::RealServer(std::string_view name, Family family, const std::vector<std::string>& options)
    : process_(Process::command(server_words(name, family, options))) {
  std::istringstream line{process_.read_line()};
  next_field(line);
  const auto ip = IpAddress::parse(next_field(line)).value("servers.py");
  address_ = {ip, static_cast<std::uint16_t>(std::stoi(next_field(line)))};
  // absolute(): under Wine "/tmp" becomes "Z:/tmp".
  pub_ = std::filesystem::absolute(next_field(line));
  home_ = std::filesystem::absolute(next_field(line));
}

void RealServer::stop() { process_.finish(); }

void RealServer::order(std::string_view word) {
  process_.write(std::string{word} + "\n");
  process_.read_line();
}

}  // namespace plainsock::test
