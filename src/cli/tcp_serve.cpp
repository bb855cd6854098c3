// plainsock tcp serve: many clients, five ways.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "models/model.hpp"
#include "server_options.hpp"
#include "tcp.hpp"

namespace plainsock::cli {
namespace {

Model model_of(const std::string& name) {
  const auto wanted = name == "best" ? name_of(Poller::create().value("poller").backend()) : std::string_view{name};
  return *std::find_if(std::begin(models), std::end(models), [&](Model model) { return model.name == wanted; });
}

CLI::IsMember model_names() {
  std::vector<std::string> names{"best"};
  for (const auto& model : models) names.emplace_back(model.name);
  return CLI::IsMember{names};
}

}  // namespace

Status serve_tcp(const TcpServeOptions& options, const Context& context, Stop& stop, Responder& responder) {
  const auto address = listen_address(options.listen, context, Transport::tcp);
  auto listener = TcpListener::bind(address);
  if (!listener) fail_at("listen", address.to_string(), listener.error());
  EventLog log{options.quiet ? Volume::quiet : Volume::all, [&] { stop.request(); }};
  log.listening(listener->local_address().value("listen"));
  Server server{*listener, stop, responder, log, options.most_clients, context.patience()};
  model_of(options.model).serve(server);
  return stop.status();
}

Status serve_tcp(const TcpServeOptions& options, const Context& context) {
  Stop stop;
  ConfiguredResponder responder{options.answer, stop};
  return serve_tcp(options, context, stop, responder);
}

void add_tcp_serve(CLI::App& tcp, Context& context) {
  auto* command = tcp.add_subcommand("serve", "Serve TCP clients: echo, one fixed reply, or the operator's");
  const auto options = std::make_shared<TcpServeOptions>();
  add_listen_options(*command, options->listen);
  add_answer_options(*command, options->answer);
  command->add_option("--model", options->model, "How many clients are served at once")
      ->check(model_names())
      ->capture_default_str();
  command->add_option("--max-clients", options->most_clients, "So many at once; the others wait in the queue")
      ->check(CLI::PositiveNumber)
      ->default_str("no limit");
  command->add_flag("-q,--quiet", options->quiet, "Print no event but `listening`");
  command->callback(
      [options, &context] { context.run = [options, &context] { return serve_tcp(*options, context); }; });
}

}  // namespace plainsock::cli
