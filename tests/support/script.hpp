// The language of ScriptedServer.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace plainsock::test {

struct Action {
  std::string word;
  std::string text;
};

class Script {
 public:
  // The lines of `text` take the place of the polite server's lines for the same verb.
  explicit Script(std::string_view text);

  // What to do for the n-th (from 0) command with this verb.
  const std::vector<Action>& actions(const std::string& verb, std::size_t n) const;

 private:
  using Answers = std::map<std::string, std::vector<std::vector<Action>>>;
  static Answers parse(std::string_view text);
  Answers answers_;
};

// \r \n \0 \\ \xHH
std::string unescaped(std::string_view text);

}  // namespace plainsock::test
