// Lines that a person types. Which of the two implementations there is, CMake decides.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plainsock::cli {

// What could stand in the place of the last argument.
struct Completion {
  std::size_t begin = 0;             // where it begins in the line
  std::vector<std::string> choices;  // quoted as parse_line() wants it; a directory ends in '/'
};
using Complete = std::function<Completion(std::string_view line)>;

class LineEditor {
 public:
  explicit LineEditor(Complete complete);
  ~LineEditor();
  LineEditor(const LineEditor&) = delete;
  LineEditor& operator=(const LineEditor&) = delete;

  // Shows the prompt on stderr; nothing at the end of input. Ctrl-C gives an
  // empty line, and console::interrupted() says so.
  std::optional<std::string> read(const std::string& prompt);
  // For the keys that bring lines back. Never written to a file.
  void remember(const std::string& line);
  // What it can do, on one line for `help`.
  static std::string about();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Without any editing but the terminal's own.
std::optional<std::string> read_plain_line(const std::string& prompt);

}  // namespace plainsock::cli
