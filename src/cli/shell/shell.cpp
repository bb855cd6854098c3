// plainsock ftp shell
#include <cstdio>
#include <iostream>

#include "completion.hpp"
#include "ftp_commands.hpp"
#include "plainsock/visible.hpp"
#include "reader_gone.hpp"
#include "session.hpp"
#include "words.hpp"

namespace plainsock::cli {
namespace {

bool is_person() { return console::is_terminal(console::Stream::input); }

// What holds a password is not kept for the arrow keys, and nothing at all for another day: a file of what was
// typed is where secrets are found.
bool holds_a_secret(const Line& line) {
  if (line.arguments.empty()) return false;
  const auto& first = line.arguments[0].text;
  if (line.word.starts_with("u")) return line.arguments.size() > 1;
  const auto at = first.rfind('@');
  if (line.word.starts_with("o")) return at != std::string::npos && first.find(':', first.find("://") + 1) < at;
  return line.word.starts_with("quo");
}

class Shell {
 public:
  Shell(const ShellOptions& shell, const FtpOptions& options, const Context& context)
      : shell_(shell),
        session_(options, context, is_person() ? ShellSession::Operator::person : ShellSession::Operator::script,
                 [this](const std::string& question) { return answer(question); }) {
    if (is_person()) editor_.emplace([this](std::string_view line) { return complete_line(session_, line); });
  }

  Status run() {
    if (!shell_.url.empty()) {
      auto server = ftp::parse_url(shell_.url);  // a mistyped command must not end in a prompt
      attempt([&] { session_.open(std::move(server)); });
    }
    while (!session_.ended && !stopped()) {
      const auto text = read(prompt());
      if (!text) break;
      if (is_person()) console::forget_interrupt();
      attempt([&] { obey(*text); });
      if (std::fflush(stdout) != 0) throw ReaderGone{};
    }
    session_.close();
    if (is_person()) return Status::done;
    return stopped() ? failed_ : failed_ == Status::done ? Status::done : Status::partial;
  }

 private:
  bool stopped() const {
    const bool interrupted = failed_ == Status::interrupted;
    return !is_person() && ((shell_.strict && failed_ != Status::done) || interrupted);
  }

  std::optional<std::string> read(const std::string& prompt) {
    if (editor_) return editor_->read(prompt);
    std::string line;
    if (!std::getline(std::cin, line)) return std::nullopt;
    if (line.ends_with('\r')) line.pop_back();
    return line;
  }

  // Ctrl-C instead of an answer ends the command that asks.
  std::optional<std::string> answer(const std::string& question) {
    auto line = read(question);
    if (console::forget_interrupt())
      throw ftp::Error(ftp::Category::cancelled, "interrupted", "stopped by the user");
    return line;
  }

  // The directory is the server's text: visible, and behind what is ours.
  std::string prompt() {
    if (!session_.server()) return "ftp> ";
    return "ftp " + session_.server()->host + ':' + visible_line(session_.directory()) + "> ";
  }

  void obey(const std::string& text) {
    auto line = parse_line(text);
    if (line.word.empty()) return;
    if (editor_ && !holds_a_secret(line)) editor_->remember(text);
    const auto& word = find_word(line.word);
    line.word = word.name;
    check_arguments(word, line);
    session_.begin_word();
    run_word(word, line);
  }

  void run_word(const Word& word, const Line& line) {
    if (word.repeat == Repeat::unsafe) return word.run(session_, line);
    session_.repeat_if_lost([&] { word.run(session_, line); });
  }

  // A failure is one line, and the shell goes on.
  template <class Work>
  void attempt(Work work) {
    try {
      work();
    } catch (const ftp::Error& error) {
      fail(status_of(error), error.what());
    } catch (const Failure& failure) {
      fail(failure.status(), failure.what());
    } catch (const std::system_error& error) {
      fail(Status::failed, error.what());
    }
    session_.meter().begin({});
    if (is_person()) console::forget_interrupt();
  }
  void fail(Status status, const char* what) {
    session_.meter().clear();
    complain(what);
    failed_ = status;
  }

  const ShellOptions& shell_;
  ShellSession session_;
  std::optional<LineEditor> editor_;
  Status failed_ = Status::done;
};

}  // namespace

Status ftp_shell(const ShellOptions& shell, const FtpOptions& options, const Context& context) {
  return run_ftp([&] { return Shell{shell, options, context}.run(); });
}

}  // namespace plainsock::cli
