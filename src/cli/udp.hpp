#pragma once

#include "command.hpp"
#include "server_options.hpp"
#include "server_responder.hpp"

namespace plainsock::cli {

struct UdpServeOptions {
  ListenOptions listen;
  AnswerOptions answer;
  bool quiet = false;
};
// Answers of any kind: options.answer does not count.
Status serve_udp(const UdpServeOptions& options, const Context& context, Stop& stop, Responder& responder);

void add_udp_serve(CLI::App& udp, Context& context);
void add_udp_send(CLI::App& udp, Context& context);

}  // namespace plainsock::cli
