// plainsock udp serve: each datagram gets its answer.
#include <CLI/CLI.hpp>
#include <memory>
#include <vector>

#include "plainsock/bytes.hpp"
#include "server_log.hpp"
#include "server_options.hpp"
#include "server_responder.hpp"
#include "udp.hpp"
#include "udp_service.hpp"

namespace plainsock::cli {
Status serve_udp(const UdpServeOptions& options, const Context& context, Stop& stop, Responder& responder) {
  UdpService service{listen_address(options.listen, context, Transport::udp), stop};
  EventLog log{options.quiet ? Volume::quiet : Volume::all, [&] { stop.request(); }};
  log.listening(service.address());
  service.run([&](std::string_view message, const SocketAddress& peer) {
    log.received(peer, message);
    return responder.answer(message, peer);
  });
  return stop.status();
}

static Status serve_udp(const UdpServeOptions& options, const Context& context) {
  Stop stop;
  ConfiguredResponder responder{options.answer, stop};
  return serve_udp(options, context, stop, responder);
}

void add_udp_serve(CLI::App& udp, Context& context) {
  auto* command = udp.add_subcommand("serve", "Answer datagrams: echo, one fixed reply, or the operator's");
  const auto options = std::make_shared<UdpServeOptions>();
  add_listen_options(*command, options->listen);
  add_answer_options(*command, options->answer);
  command->add_flag("-q,--quiet", options->quiet, "Print no event but `listening`");
  command->callback(
      [options, &context] { context.run = [options, &context] { return serve_udp(*options, context); }; });
}

}  // namespace plainsock::cli
