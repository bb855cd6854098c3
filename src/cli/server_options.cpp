#include "server_options.hpp"

#include <CLI/CLI.hpp>

#include "server_input.hpp"

namespace plainsock::cli {

void add_listen_options(CLI::App& command, ListenOptions& options) {
  command.add_option("--bind", options.bind, "The address to listen at; 0.0.0.0 or :: for all of this machine")
      ->capture_default_str();
  command.add_option("--port", options.port, "The port; 0: any free one")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
}

SocketAddress listen_address(const ListenOptions& options, const Context& context, Transport transport) {
  const auto addresses = resolve(options.bind, std::to_string(options.port), {context.family, transport});
  if (!addresses) fail_at("resolve", options.bind, addresses.error());
  return addresses->front();
}

void fail_at(std::string_view operation, const std::string& where, std::error_code error,
             std::string_view what_to_try) {
  const auto status = error == std::errc::timed_out ? Status::timed_out : Status::failed;
  auto text = std::string{operation} + ' ' + where + ": " + error.message();
  if (!what_to_try.empty()) text += " (" + std::string{what_to_try} + ')';
  throw Failure{status, text};
}

std::string read_all_input() {
  std::string all;
  char room[16384];
  while (const auto size = read_input(room)) all.append(room, size);
  return all;
}

}  // namespace plainsock::cli
