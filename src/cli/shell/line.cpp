#include "line.hpp"

#include "command.hpp"

namespace plainsock::cli {
namespace {

constexpr std::string_view blanks = " \t", wildcards = "*?[", special = " \t\"'\\*?[]#";

// Reads one argument after the other.
class LineScanner {
 public:
  explicit LineScanner(std::string_view text) : text_(text) { skip_blanks(); }

  bool at_end() const { return at_ == text_.size(); }
  std::size_t position() const { return at_; }
  std::string_view rest() const { return text_.substr(at_); }
  bool in_quotes() const { return quote_ != 0; }

  Argument next() {
    Argument argument;
    for (; !at_end() && (in_quotes() || blanks.find(text_[at_]) == std::string_view::npos); ++at_) take(argument);
    return argument;
  }
  void skip_blanks() {
    while (!at_end() && blanks.find(text_[at_]) != std::string_view::npos) ++at_;
  }

 private:
  void take(Argument& argument) {
    const char letter = text_[at_];
    if (letter == quote_) {
      quote_ = 0;
    } else if (!in_quotes() && (letter == '"' || letter == '\'')) {
      quote_ = letter;
    } else if (letter == '\\' && escapes()) {
      add_literal(argument, text_[++at_]);
    } else if (in_quotes() || letter == '\\') {
      add_literal(argument, letter);
    } else {
      argument.text += letter;
      argument.pattern += letter;
    }
  }
  bool escapes() const {
    return quote_ != '\'' && at_ + 1 < text_.size() && special.find(text_[at_ + 1]) != std::string_view::npos;
  }
  static void add_literal(Argument& argument, char letter) {
    argument.text += letter;
    if (letter == '\\' || wildcards.find(letter) != std::string_view::npos) argument.pattern += '\\';
    argument.pattern += letter;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  char quote_ = 0;
};

}  // namespace

bool Argument::has_wildcards() const {
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] == '\\')
      ++at;
    else if (wildcards.find(pattern[at]) != std::string_view::npos)
      return true;
  }
  return false;
}

Line parse_line(std::string_view text) {
  LineScanner scanner{text};
  Line line;
  if (scanner.at_end() || scanner.rest().front() == '#') return line;
  if (scanner.rest().front() == '!') {
    line.word = "!";
    line.rest = scanner.rest().substr(1);
    return line;
  }
  line.word = scanner.next().text;
  scanner.skip_blanks();
  line.rest = scanner.rest();
  for (; !scanner.at_end(); scanner.skip_blanks()) line.arguments.push_back(scanner.next());
  if (scanner.in_quotes()) throw Failure{Status::usage, "usage: a quote is not closed"};
  return line;
}

Unfinished last_argument(std::string_view text) {
  LineScanner scanner{text};
  Unfinished last;
  for (;; ++last.index) {
    last.begin = scanner.position();
    last.text = scanner.next().text;
    if (last.index == 0) last.word = last.text;
    if (scanner.at_end()) return last;
    scanner.skip_blanks();
  }
}

std::string quoted_name(std::string_view name) {
  std::string text;
  for (const char letter : name) {
    if (special.find(letter) != std::string_view::npos) text += '\\';
    text += letter;
  }
  return text;
}

}  // namespace plainsock::cli
