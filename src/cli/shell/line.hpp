// A line that was typed, taken apart.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plainsock::cli {

struct Argument {
  std::string text;
  std::string pattern;  // the same for ftp::Glob: what was quoted has a backslash in front
  // Whether a * ? [ stands in it that was not quoted.
  bool has_wildcards() const;
};

struct Line {
  std::string word;
  std::vector<Argument> arguments;
  std::string rest;  // all behind the word, as it was typed
};

// Blanks separate; '...' and "..." hold them together; a backslash takes a blank, a quote, a backslash or one of
// * ? [ ] # as it is, and is itself before everything else, as in C:\files. "!" at the beginning is a word of its
// own; a line that begins with '#' is empty. Throws Failure (usage) when a quote is not closed.
Line parse_line(std::string_view text);

// The last argument of a line that is not finished yet: where it begins, what it says so far, and which it is.
struct Unfinished {
  std::size_t begin = 0;
  std::string text;
  std::size_t index = 0;  // 0: the word itself
  std::string word;
};
Unfinished last_argument(std::string_view text);

// A name so that parse_line() reads it back.
std::string quoted_name(std::string_view name);

}  // namespace plainsock::cli
