#include "tests/support/script.hpp"

#include <algorithm>

#include "tests/support/scripted_server.hpp"

namespace plainsock::test {
namespace {

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// The text in front of `separator` and the text behind it.
std::pair<std::string_view, std::string_view> cut(std::string_view text, std::string_view separator) {
  const auto at = text.find(separator);
  if (at == std::string_view::npos) return {text, {}};
  return {text.substr(0, at), text.substr(at + separator.size())};
}

std::vector<Action> parse_actions(std::string_view text) {
  std::vector<Action> actions;
  while (!text.empty()) {
    const auto [action, rest] = cut(text, " | ");
    const auto [word, argument] = cut(trimmed(action), " ");
    actions.push_back({std::string{word}, std::string{argument}});
    text = rest;
  }
  return actions;
}

}  // namespace

Script::Script(std::string_view text) : answers_(parse(polite_script)) {
  for (auto& [verb, answers] : parse(text)) answers_[verb] = answers;
}

Script::Answers Script::parse(std::string_view text) {
  Answers answers;
  while (!text.empty()) {
    const auto [line, rest] = cut(text, "\n");
    const auto [verb, actions] = cut(trimmed(line), " ");
    if (!verb.empty()) answers[std::string{verb}].push_back(parse_actions(actions));
    text = rest;
  }
  return answers;
}

const std::vector<Action>& Script::actions(const std::string& verb, std::size_t n) const {
  const auto found = answers_.find(verb);
  const auto& answers = found == answers_.end() ? answers_.at("*") : found->second;
  return answers[std::min(n, answers.size() - 1)];
}

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\' || at + 1 == text.size()) {
      out += text[at];
      continue;
    }
    const char code = text[++at];
    if (code == 'x') {
      out += static_cast<char>(std::stoi(std::string{text.substr(at + 1, 2)}, nullptr, 16));
      at += 2;
    } else {
      out += code == 'r' ? '\r' : code == 'n' ? '\n' : code == '0' ? '\0' : code;
    }
  }
  return out;
}

}  // namespace plainsock::test
