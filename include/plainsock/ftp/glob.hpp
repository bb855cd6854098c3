// Names that match a pattern.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plainsock::ftp {

// A pattern of the shell for one name: '*' any characters, '?' one character, "[a-z]" one of a set, "[!a-z]" or
// "[^a-z]" one outside it, '\' takes the next character literally. A character is a UTF-8 sequence or, where there
// is none, a byte. '*' matches a leading dot too. A '[' without its ']' is an ordinary character. Case matters.
class Glob {
 public:
  explicit Glob(std::string_view pattern);

  // Time is at most proportional to the product of both lengths, space is constant, and nothing recurses.
  bool matches(std::string_view name) const noexcept;

 private:
  struct Token {
    enum class Kind { characters, character, set, other_than_set };
    Kind kind;
    std::vector<std::pair<std::string, std::string>>
        ranges;  // first and last character of each; none: any character

    bool accepts(std::string_view character) const noexcept;
  };

  void add_literal(std::string_view character);
  std::size_t add_set(std::string_view pattern, std::size_t at);

  std::vector<Token> tokens_;
};

}  // namespace plainsock::ftp
