// plainsock udp: serve and send.
#include "udp.hpp"

#include <CLI/CLI.hpp>

namespace plainsock::cli {

void add_udp(CLI::App& app, Context& context) {
  auto* udp = app.add_subcommand("udp", "A UDP server and a UDP client");
  udp->require_subcommand(1);
  udp->fallthrough();
  add_udp_serve(*udp, context);
  add_udp_send(*udp, context);
}

}  // namespace plainsock::cli
