#pragma once

#include <limits>
#include <string>

#include "command.hpp"
#include "server_options.hpp"
#include "server_responder.hpp"

namespace plainsock::cli {

struct TcpServeOptions {
  ListenOptions listen;
  AnswerOptions answer;
  std::string model = "best";
  std::size_t most_clients = std::numeric_limits<std::size_t>::max();
  bool quiet = false;
};
Status serve_tcp(const TcpServeOptions& options, const Context& context);
// The same with answers of another kind: options.answer does not count.
Status serve_tcp(const TcpServeOptions& options, const Context& context, Stop& stop, Responder& responder);

void add_tcp_serve(CLI::App& tcp, Context& context);
void add_tcp_send(CLI::App& tcp, Context& context);

}  // namespace plainsock::cli
