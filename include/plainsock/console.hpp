// The person at the terminal: what a program needs of it, alike on both systems.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plainsock::console {

enum class Stream { input, output, error };

// Call first: text on Windows is UTF-8 and files are bytes (no CRLF, no ^Z), a write to a closed pipe is an error
// and no signal. Returns the program's arguments in UTF-8, without its name.
std::vector<std::string> prepare(int argc, char** argv);

// isatty(3); GetConsoleMode on Windows, where NUL and pipes are no terminal.
bool is_terminal(Stream) noexcept;
// True when stdin is a terminal, a pipe or a socket: its end then means that whoever was there has gone. The end of
// a file, of /dev/null or of NUL means nothing.
bool is_operated() noexcept;
// Columns, 80 when unknown.
unsigned width() noexcept;
// An environment variable in UTF-8, nothing when it is not set.
std::optional<std::string> environment(const char* name);

// Asks on the terminal (never on stdout) and reads a line without showing it; nothing at the end of input or
// without a terminal.
std::optional<std::string> read_secret(std::string_view prompt);

// While one lives, the first Ctrl-C (SIGINT, also SIGTERM; CTRL_C_EVENT) calls `wake` instead of ending the
// program: from a signal handler or another thread, so it may only do what is allowed there, such as Poller::wake.
// A second Ctrl-C, or one without a scope, ends the program at once with status 130.
class InterruptScope {
 public:
  using Wake = void (*)(void* context) noexcept;
  InterruptScope(Wake wake, void* context) noexcept;
  ~InterruptScope();
  InterruptScope(const InterruptScope&) = delete;
  InterruptScope& operator=(const InterruptScope&) = delete;

 private:
  Wake wake_before_;  // of the scope around this one, which counts again afterwards
  void* context_before_;
};
// True once Ctrl-C has been pressed.
bool interrupted() noexcept;
// The next Ctrl-C is a first one again: for a program that goes on after what Ctrl-C has ended. Tells whether there
// was one.
bool forget_interrupt() noexcept;

// Runs a command line by the system's shell (/bin/sh, cmd.exe), which Ctrl-C is then for; an empty one is a shell
// to work in. Returns its exit status. system(3), _wsystem.
int run_shell(const std::string& command);

}  // namespace plainsock::console
