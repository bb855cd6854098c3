// plainsock chat: serve and join.
#include "chat.hpp"

#include <CLI/CLI.hpp>
#include <memory>

#include "chat_room.hpp"
#include "tcp.hpp"

namespace plainsock::cli {
namespace {

// The smallest chat server is `tcp serve --prompt` by another name.
Status serve_raw_chat(const ChatServeOptions& options, const Context& context) {
  TcpServeOptions serve;
  serve.listen = options.listen;
  serve.answer.prompt = true;
  return serve_tcp(serve, context);
}

void add_chat_serve(CLI::App& chat, Context& context) {
  auto* command = chat.add_subcommand("serve", "Open a chat room; what is typed here is said as `server`");
  const auto options = std::make_shared<ChatServeOptions>();
  add_listen_options(*command, options->listen);
  command->add_flag("--raw", options->raw, "No room: show each message, ask for its answer, send it, close");
  command->callback([options, &context] {
    context.run = [options, &context] {
      return options->raw ? serve_raw_chat(*options, context) : serve_chat(*options, context);
    };
  });
}

void add_join(CLI::App& chat, Context& context) {
  auto* command = chat.add_subcommand("join", "Join a chat room; a line `fim` or `/quit` leaves it");
  const auto options = std::make_shared<ChatJoinOptions>();
  command->add_option("HOST", options->host, "A name or an address")->required();
  command->add_option("PORT", options->port, "A port number or a service's name")->required();
  command->add_option("--name", options->name, "What the others know you by");
  command->add_flag("--raw", options->raw, "A connection for each message, and one answer on it");
  command->callback([options, &context] {
    context.run = [options, &context] {
      return options->raw ? join_raw_chat(*options, context) : join_chat(*options, context);
    };
  });
}

}  // namespace

Status serve_chat(const ChatServeOptions& options, const Context& context) {
  const auto address = listen_address(options.listen, context, Transport::tcp);
  auto listener = TcpListener::bind(address);
  if (!listener) fail_at("listen", address.to_string(), listener.error());
  Stop stop;
  EventLog log{Volume::all, [&] { stop.request(); }};
  log.listening(listener->local_address().value("listen"));
  Room{*listener, stop, log}.run();
  return stop.status();
}

void add_chat(CLI::App& app, Context& context) {
  auto* chat = app.add_subcommand("chat", "A chat room, and a seat in it");
  chat->require_subcommand(1);
  chat->fallthrough();
  add_chat_serve(*chat, context);
  add_join(*chat, context);
}

}  // namespace plainsock::cli
