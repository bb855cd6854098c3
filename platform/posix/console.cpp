#include "plainsock/console.hpp"

#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace plainsock::console {
namespace {

std::atomic<InterruptScope::Wake> wake_call{nullptr};
std::atomic<void*> wake_context{nullptr};
std::atomic<bool> was_interrupted{false};

static_assert(std::atomic<void*>::is_always_lock_free &&
              std::atomic<bool>::is_always_lock_free);  // used in a handler

extern "C" void handle_interrupt(int) {
  const int error = errno;
  const auto wake = wake_call.load();
  if (!wake || was_interrupted.exchange(true)) ::_exit(130);
  wake(wake_context.load());
  errno = error;
}

void install(int signal, void (*handler)(int)) noexcept {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  ::sigaction(signal, &action, nullptr);
}

// Echo off while it lives. Ctrl-C is a letter that ends the line meanwhile: a signal could end the program, and
// leave a terminal behind that shows nothing.
class EchoOff {
 public:
  explicit EchoOff(int terminal) noexcept : terminal_(terminal) {
    ::tcgetattr(terminal_, &before_);
    auto silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
    silent.c_cc[VEOL] = before_.c_cc[VINTR];
    ::tcsetattr(terminal_, TCSAFLUSH, &silent);
  }
  ~EchoOff() { ::tcsetattr(terminal_, TCSAFLUSH, &before_); }
  EchoOff(const EchoOff&) = delete;
  EchoOff& operator=(const EchoOff&) = delete;

  bool is_interrupt(int letter) const noexcept { return letter == before_.c_cc[VINTR]; }

 private:
  int terminal_;
  termios before_{};
};

// The usual 1024 descriptors are a default for programs that use select(2); ours knows its limit by itself
// (SocketError::too_many_for_select).
void raise_descriptor_limit() noexcept {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

int file_of(Stream stream) noexcept {
  return stream == Stream::input ? STDIN_FILENO : stream == Stream::output ? STDOUT_FILENO : STDERR_FILENO;
}

}  // namespace

std::vector<std::string> prepare(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  install(SIGINT, handle_interrupt);
  install(SIGTERM, handle_interrupt);
  raise_descriptor_limit();
  return argc > 0 ? std::vector<std::string>(argv + 1, argv + argc) : std::vector<std::string>{};
}

bool is_terminal(Stream stream) noexcept { return ::isatty(file_of(stream)) == 1; }

bool is_operated() noexcept {
  struct stat input {};
  if (::fstat(STDIN_FILENO, &input) != 0) return false;
  return S_ISFIFO(input.st_mode) || S_ISSOCK(input.st_mode) || is_terminal(Stream::input);
}

unsigned width() noexcept {
  winsize size{};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80U;
}

std::optional<std::string> environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? std::optional<std::string>{value} : std::nullopt;
}

std::optional<std::string> read_secret(std::string_view prompt) {
  if (!is_terminal(Stream::input)) return {};
  std::string line;
  int letter = 0;
  bool interrupt = false;
  {
    const EchoOff silent{STDIN_FILENO};
    std::fwrite(prompt.data(), 1, prompt.size(), stderr);
    while (!interrupt && (letter = std::getchar()) != EOF && letter != '\n') {
      line += static_cast<char>(letter);
      interrupt = silent.is_interrupt(letter);
    }
  }
  std::fputc('\n', stderr);
  if (interrupt) {
    std::raise(SIGINT);
    return {};
  }
  return letter == EOF && line.empty() ? std::nullopt : std::optional{line};
}

InterruptScope::InterruptScope(Wake wake, void* context) noexcept
    : wake_before_(wake_call.exchange(nullptr)), context_before_(wake_context.exchange(context)) {
  wake_call.store(wake);
}
InterruptScope::~InterruptScope() {
  wake_call.store(nullptr);
  wake_context.store(context_before_);
  wake_call.store(wake_before_);
}
bool interrupted() noexcept { return was_interrupted.load(); }
bool forget_interrupt() noexcept { return was_interrupted.exchange(false); }

// system(3) ignores SIGINT in this process for as long as it waits.
int run_shell(const std::string& command) {
  const auto own = environment("SHELL").value_or("/bin/sh");
  std::fflush(nullptr);
  const int status = std::system(command.empty() ? own.c_str() : command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace plainsock::console
