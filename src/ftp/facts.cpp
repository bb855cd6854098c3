#include "plainsock/ftp/facts.hpp"

#include <tuple>

#include "text.hpp"

namespace plainsock::ftp {

std::optional<std::string_view> Facts::get(std::string_view fact) const {
  for (const auto& [name_of_fact, value] : facts) {
    if (text::same_letters(name_of_fact, fact)) return value;
  }
  return std::nullopt;
}

std::optional<Facts> parse_facts(std::string_view line) {
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || space + 1 == line.size()) return std::nullopt;
  Facts result;
  result.name = line.substr(space + 1);
  std::string_view rest = line.substr(0, space), fact;
  while (!rest.empty()) {
    std::tie(fact, rest) = text::split(rest, ';');
    const std::size_t equals = fact.find('=');
    if (equals == std::string_view::npos || equals == 0) return std::nullopt;
    result.facts.emplace_back(text::lower(fact.substr(0, equals)), fact.substr(equals + 1));
  }
  return result;
}

std::optional<Facts> facts_in(const Reply& reply) {
  if (reply.code != 250) return std::nullopt;
  for (std::size_t i = 1; i + 1 < reply.lines.size(); ++i) {
    std::string_view line = reply.text(i);
    if (line.substr(0, 1) == " ") line.remove_prefix(1);
    if (auto facts = parse_facts(line)) return facts;
  }
  return std::nullopt;
}

}  // namespace plainsock::ftp
