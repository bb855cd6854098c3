#include "plainsock/ftp/reply_values.hpp"

#include <algorithm>
#include <limits>

#include "plainsock/ftp/timestamp.hpp"
#include "text.hpp"

namespace plainsock::ftp {
namespace {

std::optional<std::uint64_t> byte_count(std::string_view digits) {
  const auto count = text::number<std::int64_t>(digits);
  if (!count) return std::nullopt;
  return static_cast<std::uint64_t>(*count);
}

// The text of a 213 that is one line; servers answer STAT with a 213 of many.
std::string_view value_of_213(const Reply& reply) {
  return reply.code == 213 && reply.lines.size() == 1 ? text::trim(reply.text(0)) : std::string_view{};
}

struct Quoted {
  std::string path;
  std::string_view commentary;  // what follows the closing quote
};

std::optional<Quoted> unquote(std::string_view text) {
  Quoted result;
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (text[at] == '"') {
      if (text.substr(at + 1, 1) != "\"") {
        result.commentary = text.substr(at + 1);
        return result;
      }
      ++at;
    }
    result.path += text[at];
  }
  return std::nullopt;
}

// What follows a phrase, whatever the case of its letters.
std::optional<std::string_view> after(std::string_view text, std::string_view phrase) {
  const auto same = [](char a, char b) { return text::lower(a) == text::lower(b); };
  const auto found = std::search(text.begin(), text.end(), phrase.begin(), phrase.end(), same);
  if (found == text.end()) return std::nullopt;
  return text.substr(static_cast<std::size_t>(found - text.begin()) + phrase.size());
}

}  // namespace

std::optional<std::string> path_in(const Reply& reply) {
  if (reply.code != 257 || reply.lines.empty()) return std::nullopt;
  const std::string_view text = reply.text(0);
  if (text.substr(0, 1) != "\"") return std::nullopt;
  auto quoted = unquote(text);
  if (!quoted || quoted->path.empty()) return std::nullopt;
  // Some servers do not double a quote inside: `257 "/a"b" is the current directory`.
  const std::string_view rest = quoted->commentary;
  if ((!rest.empty() && text::is_letter(rest[0])) || rest.find('"') != std::string_view::npos) return std::nullopt;
  if (std::any_of(quoted->path.begin(), quoted->path.end(), text::is_control)) return std::nullopt;
  return std::move(quoted->path);
}

std::optional<std::uint64_t> size_in(const Reply& reply) { return byte_count(value_of_213(reply)); }

std::optional<std::chrono::sys_seconds> time_in(const Reply& reply) { return parse_time(value_of_213(reply)); }

std::optional<std::uint64_t> size_hint_in(const Reply& reply) {
  const std::string text = reply.preliminary() ? reply.text() : std::string();
  const std::size_t end = text.rfind(" bytes)");
  if (end == std::string::npos) return std::nullopt;
  const std::size_t open = text.rfind('(', end);
  if (open == std::string::npos) return std::nullopt;
  return byte_count(std::string_view(text).substr(open + 1, end - open - 1));
}

std::optional<std::string> stored_name_in(const Reply& reply) {
  for (std::size_t i = 0; i < reply.lines.size(); ++i) {
    const bool announced = reply.preliminary() && text::starts_with_letters(reply.text(i), "FILE:");
    auto name = announced ? reply.text(i).substr(5) : after(reply.text(i), "unique file name:");
    if (!name) continue;
    if (!announced && name->ends_with(").")) name->remove_suffix(1);
    if (!announced && name->ends_with(')')) name->remove_suffix(1);
    if (const auto trimmed = text::trim(*name); !trimmed.empty()) return std::string(trimmed);
  }
  return std::nullopt;
}

std::optional<std::uint64_t> truncated_to(const Reply& reply) {
  if (!reply.completion()) return std::nullopt;
  const std::string text = reply.text();
  const auto rest = after(text, "truncated to ");
  if (!rest) return std::nullopt;
  return byte_count(text::split(*rest, ' ').first);
}

}  // namespace plainsock::ftp
