#include "plainsock/ftp/glob.hpp"

#include <algorithm>
#include <cstddef>

namespace plainsock::ftp {
namespace {

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The character at a position: a lead byte of UTF-8 with what continues it, or one byte. UTF-8 sorts like its code
// points, so sets need no decoding.
std::string_view character_at(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t most = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  std::size_t size = 1;
  while (size < most && at + size < text.size() && is_continuation(text[at + size])) ++size;
  return text.substr(at, size);
}

// Reads one character of a pattern, a backslash before it left out, and moves on behind it.
std::string_view take_character(std::string_view pattern, std::size_t& at) {
  if (pattern[at] == '\\' && at + 1 < pattern.size()) ++at;
  const std::string_view character = character_at(pattern, at);
  at += character.size();
  return character;
}

// Where the ']' of the set that begins at `at` stands; one that comes first belongs to the set.
std::size_t end_of_set(std::string_view pattern, std::size_t at) {
  ++at;
  if (at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^')) ++at;
  for (bool first = true; at < pattern.size(); first = false) {
    if (pattern[at] == ']' && !first) return at;
    take_character(pattern, at);
  }
  return std::string_view::npos;
}

}  // namespace

Glob::Glob(std::string_view pattern) {
  bool sets_end = true;  // without a ']' further on, no later '[' needs to look for one
  for (std::size_t at = 0; at < pattern.size();) {
    const char c = pattern[at];
    if (c == '*' || c == '?') {
      tokens_.push_back({c == '*' ? Token::Kind::characters : Token::Kind::character, {}});
      ++at;
    } else if (c == '[' && sets_end && (sets_end = end_of_set(pattern, at) != std::string_view::npos)) {
      at = add_set(pattern, at);
    } else {
      add_literal(take_character(pattern, at));
    }
  }
}

void Glob::add_literal(std::string_view character) {
  tokens_.push_back({Token::Kind::set, {{std::string(character), std::string(character)}}});
}

std::size_t Glob::add_set(std::string_view pattern, std::size_t at) {
  const std::size_t end = end_of_set(pattern, at++);
  const bool negated = pattern[at] == '!' || pattern[at] == '^';
  if (negated) ++at;
  Token token{negated ? Token::Kind::other_than_set : Token::Kind::set, {}};
  while (at < end) {
    const std::string_view first = take_character(pattern, at);
    std::string_view last = first;
    if (at + 1 < end && pattern[at] == '-') last = take_character(pattern, ++at);
    token.ranges.emplace_back(first, last);
  }
  tokens_.push_back(std::move(token));
  return end + 1;
}

bool Glob::Token::accepts(std::string_view character) const noexcept {
  if (kind == Kind::character) return true;
  const bool found = std::any_of(ranges.begin(), ranges.end(), [&](const auto& range) {
    return range.first <= character && character <= range.second;
  });
  return found == (kind == Kind::set);
}

// Only the last '*' is ever reconsidered: an earlier one that took more could not help.
bool Glob::matches(std::string_view name) const noexcept {
  constexpr std::size_t none = std::string_view::npos;
  std::size_t token = 0, at = 0, star = none, star_ends = 0;
  while (at < name.size()) {
    if (token < tokens_.size() && tokens_[token].kind == Token::Kind::characters) {
      star = token++;
      star_ends = at;
    } else if (token < tokens_.size() && tokens_[token].accepts(character_at(name, at))) {
      ++token;
      at += character_at(name, at).size();
    } else if (star != none) {
      token = star + 1;
      at = star_ends += character_at(name, star_ends).size();
    } else {
      return false;
    }
  }
  while (token < tokens_.size() && tokens_[token].kind == Token::Kind::characters) ++token;
  return token == tokens_.size();
}

}  // namespace plainsock::ftp
