// plainsock tcp: serve and send.
#include "tcp.hpp"

#include <CLI/CLI.hpp>

namespace plainsock::cli {

void add_tcp(CLI::App& app, Context& context) {
  auto* tcp = app.add_subcommand("tcp", "A TCP server and a TCP client");
  tcp->require_subcommand(1);
  tcp->fallthrough();
  add_tcp_serve(*tcp, context);
  add_tcp_send(*tcp, context);
}

}  // namespace plainsock::cli
