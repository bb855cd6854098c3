// Programs that a test runs, alike on Linux and for a Windows program under Wine.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/desk.hpp"

namespace plainsock::test {

// How a program is started.
struct Start {
  std::vector<std::string> environment = {};  // "NAME=VALUE", beside what the tests' own environment has
  std::filesystem::path folder = {};          // its current folder; empty: the build folder
  bool at_terminal = false;  // its streams are a terminal of 80 x 24, and all that it prints is `out`
};

// What has come out of a program. Text: CR LF reads as LF, so that one expectation serves both systems.
struct Finished {
  int exit_code = 0;
  std::string out;
  std::string err;
  std::string raw_out;  // the bytes of stdout as they came
};

inline constexpr std::chrono::seconds patience{60};  // a program under Wine on a busy machine

// A running program; ended by force when it is destroyed. What waits gives up after a time limit with an exception
// that tells what the program has said until then.
class Process {
 public:
  // plainsock with these arguments.
  explicit Process(const std::vector<std::string>& arguments, const Start& = {});
  // Any program of the machine that runs the tests: words[0] is looked up in PATH. Under Wine too this is a Linux
  // program.
  static Process command(const std::vector<std::string>& words, const Start& = {});

  void write(std::string_view text);
  // Not at a terminal, where each system has its own key for that.
  void end_input();
  // Ctrl-C: SIGINT, under Wine CTRL_C_EVENT. It arrives in its own time: the input stays open, so that nothing else
  // can be what ends the program.
  void interrupt();

  // The next line of stdout, without its end. Throws when the program ends before that.
  std::string read_line(std::chrono::milliseconds limit = patience);
  // Reads stdout until `text` has come, and returns what came with it. For prompts, which end no line.
  std::string read_until(std::string_view text, std::chrono::milliseconds limit = patience);
  // Ends its input (unless it is at a terminal or interrupted), then waits for its end. What read_line has given
  // out comes again.
  Finished finish(std::chrono::milliseconds limit = patience);

 private:
  Process() = default;
  void start(const std::vector<std::string>& words, const Start&);
  void receive(Deadline);
  [[noreturn]] void fail(const std::string& what) const;

  DeskConnection desk_;
  std::string name_;
  bool at_terminal_ = false;
  bool interrupted_ = false;
  std::string out_;
  std::string err_;
  std::size_t read_ = 0;  // how much of out_ read_line and read_until have given out
  std::optional<int> exit_code_;
};

// Whether plainsock runs by Wine, where starting it takes a tenth of a second and more.
bool under_wine();

// Where plainsock is, for a command that runs it in turn.
std::string plainsock_program();
// The words that run it with these arguments, under Wine if need be.
std::vector<std::string> plainsock_command(const std::vector<std::string>& arguments);

// Runs plainsock from start to end.
Finished run(const std::vector<std::string>& arguments, std::string_view input = {}, const Start& = {});
// The same for any program of the machine that runs the tests.
Finished run_command(const std::vector<std::string>& words, std::string_view input = {}, const Start& = {});

}  // namespace plainsock::test
