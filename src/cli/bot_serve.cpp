// plainsock bot serve: questions from the network, answers from the file.
#include <algorithm>
#include <mutex>
#include <vector>

#include "bot.hpp"
#include "bot_store.hpp"
#include "bot_words.hpp"
#include "tcp.hpp"
#include "udp.hpp"

namespace plainsock::cli {
namespace {

class Bot final : public Responder {
 public:
  Bot(const std::string& file, Then then) : store_(file), then_(then) {}

  Then then() const noexcept override { return then_; }
  std::optional<std::string> answer(std::string_view question, const SocketAddress&) override {
    const std::lock_guard lock{mutex_};
    learn();
    return then_ == Then::stay ? answer_lines(question) : best_answer(lessons_, question);
  }

 private:
  std::string answer_lines(std::string_view questions) const {
    std::string answers;
    while (!questions.empty()) {
      const auto line = questions.substr(0, questions.find('\n'));
      questions.remove_prefix(std::min(line.size() + 1, questions.size()));
      if (!line.empty() && line != "\r") answers += best_answer(lessons_, line) + '\n';
    }
    return answers;
  }

  // The file may be taught while it is served.
  void learn() {
    const auto version = store_.version();
    if (version == std::exchange(version_, version)) return;
    lessons_.clear();
    store_.for_each([&](std::string question, std::string answer) {
      auto words = words_of(question);
      lessons_.push_back({std::move(question), std::move(answer), std::move(words)});
    });
  }

  std::mutex mutex_;
  BotStore store_;
  Then then_;
  std::int64_t version_ = -1;
  std::vector<Lesson> lessons_;
};

}  // namespace

// By TCP an answer is a line, and the connection stays for the next question.
Status serve_bot(const BotServeOptions& options, const Context& context) {
  Stop stop;
  const StopAtEndOfInput unread{stop};
  Bot bot{options.file, options.tcp ? Responder::Then::stay : Responder::Then::close};
  if (options.tcp) return serve_tcp({options.listen, {}}, context, stop, bot);
  return serve_udp({options.listen, {}}, context, stop, bot);
}

}  // namespace plainsock::cli
