// plainsock bot ask: one question, or a conversation.
#include <array>
#include <functional>

#include "bot.hpp"
#include "network_text.hpp"
#include "plainsock/bytes.hpp"
#include "server_input.hpp"
#include "udp_exchange.hpp"

namespace plainsock::cli {
namespace {

using Ask = std::function<bool(const std::string& question)>;  // false: no answer came

void show(std::string_view answer) {
  NetworkText text;
  text.print(answer);
  text.finish(NetworkText::LineEnd::always);
}

bool ask_by_tcp(const std::string& question, const BotAskOptions& options, const Context& context) {
  const auto where = options.host + ':' + options.port;
  auto stream = connect_to(options.host, options.port, context);
  if (const auto sent = stream.write_all(bytes_of(question + '\n'), context.deadline()); !sent)
    fail_at("send", where, sent.error);
  static_cast<void>(stream.shutdown(Direction::write));
  std::array<std::byte, 16384> room;
  std::string answer;
  for (;;) {
    const auto read = stream.read_some(room, context.deadline());
    if (!read) fail_at("receive", where, read.error());
    if (*read == 0) break;
    answer += text_of(std::span{room}.first(*read));
  }
  return show(answer), true;
}

Status converse(const BotAskOptions& options, const Ask& ask) {
  if (options.question) return ask(*options.question) ? Status::done : Status::timed_out;
  std::size_t asked = 0;
  std::size_t answered = 0;
  for (auto line = next_line("question> "); line && !means_leaving(*line); line = next_line("question> ")) {
    if (line->empty()) continue;
    ++asked;
    answered += ask(*line) ? 1 : 0;
  }
  return answered == asked ? Status::done : answered == 0 ? Status::timed_out : Status::partial;
}

}  // namespace

Status ask_bot(const BotAskOptions& options, const Context& context) {
  if (options.tcp)
    return converse(options, [&](const std::string& question) { return ask_by_tcp(question, options, context); });
  UdpExchange exchange{options.host, options.port, context};
  return converse(options, [&](const std::string& question) {
    const auto answer = exchange.ask(question);
    if (answer) show(*answer);
    return answer.has_value();
  });
}

}  // namespace plainsock::cli
