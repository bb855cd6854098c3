#include "server_responder.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>

namespace plainsock::cli {

void add_answer_options(CLI::App& command, AnswerOptions& options) {
  auto* echo = command.add_flag("--echo", options.echo, "Answer with what came (the default)");
  auto* reply = command.add_option("--reply", options.reply, "Answer with this text");
  auto* prompt = command.add_flag("--prompt", options.prompt, "Ask the operator for each answer (stdin)");
  echo->excludes(reply)->excludes(prompt);
  reply->excludes(prompt);
}

ConfiguredResponder::ConfiguredResponder(const AnswerOptions& options, Stop& stop)
    : options_(options), stop_(stop), waiting_(Poller::create().value("poller")), wakes_(stop, waiting_) {
  if (!options.prompt) {
    unread_.emplace(stop);
    return;
  }
  answers_.start([this] {
    if (answers_.at_end()) stop_.request();
    stop_.wake();
  });
}

std::optional<std::string> ConfiguredResponder::answer(std::string_view message, const SocketAddress& peer) {
  if (echoes()) return std::string{message};
  return options_.reply ? options_.reply : ask(peer);
}

std::optional<std::string> ConfiguredResponder::ask(const SocketAddress& peer) {
  const std::lock_guard lock{one_question_};
  const auto prompt = "answer to " + peer.to_string() + "> ";
  std::fwrite(prompt.data(), 1, prompt.size(), stderr);
  for (;;) {
    auto line = answers_.take();
    if (answers_.at_end()) stop_.request();  // the last answer still goes out
    if (line || stop_.requested()) return line;
    static_cast<void>(waiting_.wait(Deadline::never()));
  }
}

}  // namespace plainsock::cli
