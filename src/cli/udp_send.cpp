// plainsock udp send: one datagram, one reply, or word that none came.
#include <CLI/CLI.hpp>
#include <memory>
#include <vector>

#include "network_text.hpp"
#include "plainsock/bytes.hpp"
#include "plainsock/console.hpp"
#include "plainsock/udp_socket.hpp"
#include "plainsock/visible.hpp"
#include "server_options.hpp"
#include "udp.hpp"
#include "udp_exchange.hpp"

namespace plainsock::cli {
namespace {

struct UdpSendOptions {
  std::string host;
  std::string port;
  std::optional<std::string> message;
  unsigned count = 1;
};

class Send {
 public:
  Send(const UdpSendOptions& options, const Context& context)
      : options_(options), exchange_(options.host, options.port, context) {}

  // A reply is a line of its own, so that several can be told apart.
  void message(std::string_view text) {
    for (unsigned i = 0; i < options_.count; ++i) {
      ++sent_;
      const auto reply = exchange_.ask(text);
      if (!reply) continue;
      ++answered_;
      NetworkText out;
      out.print(*reply);
      out.finish(NetworkText::LineEnd::always);
    }
  }

  Status finish() const {
    if (answered_ == sent_) return Status::done;
    if (sent_ > 1) complain(std::to_string(answered_) + " replies to " + std::to_string(sent_) + " datagrams");
    return answered_ == 0 ? Status::timed_out : Status::partial;
  }

 private:
  const UdpSendOptions& options_;
  UdpExchange exchange_;
  unsigned sent_ = 0;
  unsigned answered_ = 0;
};

// What a person types is a datagram a line; a file or a pipe is one datagram.
Status send_datagrams(const UdpSendOptions& options, const Context& context) {
  Send command{options, context};
  if (options.message)
    command.message(*options.message);
  else if (console::is_terminal(console::Stream::input))
    for_each_input_line("message> ", [&](const std::string& line) { command.message(line); });
  else
    command.message(read_all_input());
  return command.finish();
}

}  // namespace

void add_udp_send(CLI::App& udp, Context& context) {
  auto* command = udp.add_subcommand("send", "Send MESSAGE (or stdin) as one datagram and print the reply");
  const auto options = std::make_shared<UdpSendOptions>();
  command->add_option("HOST", options->host, "A name or an address")->required();
  command->add_option("PORT", options->port, "A port number or a service's name")->required();
  command->add_option("MESSAGE", options->message, "What to send; none: all of stdin, at a terminal each line");
  command->add_option("--count", options->count, "Send it so many times, each after the reply to the one before")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command->callback(
      [options, &context] { context.run = [options, &context] { return send_datagrams(*options, context); }; });
}

}  // namespace plainsock::cli
