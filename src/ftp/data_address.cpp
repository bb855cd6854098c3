#include "plainsock/ftp/data_address.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "text.hpp"

namespace plainsock::ftp {
namespace {

// A run of digits, commas and spaces behind commas, as long as it goes.
struct Run {
  std::size_t begin, end;
  bool in_parentheses;
  bool alone;  // not glued to a word, a sign, a fraction: then it is a part of something else
};

char char_at(std::string_view text, std::size_t at) { return at < text.size() ? text[at] : ' '; }

bool belongs_to_a_run(std::string_view text, std::size_t at) {
  const char c = char_at(text, at);
  return text::is_digit(c) || c == ',' || (c == ' ' && at < text.size() && text[at - 1] == ',');
}

Run run_at(std::string_view text, std::size_t begin) {
  constexpr std::string_view glue = "-+.,";
  std::size_t end = begin;
  while (belongs_to_a_run(text, end)) ++end;
  const char before = begin == 0 ? ' ' : text[begin - 1], after = char_at(text, end);
  const bool glued_before = text::is_letter(before) || glue.find(before) != std::string_view::npos;
  const bool glued_after = text::is_letter(after) || (after == '.' && text::is_digit(char_at(text, end + 1)));
  return {begin, end, before == '(' && after == ')', !glued_before && !glued_after};
}

using Numbers = std::array<int, 6>;
constexpr int out_of_range = -1;

// The six numbers of a run, out_of_range for those that are no octet; nothing when it has not six.
std::optional<Numbers> six_numbers(std::string_view run) {
  Numbers numbers{};
  if (std::count(run.begin(), run.end(), ',') != 5) return std::nullopt;
  for (int& number : numbers) {
    const auto [first, rest] = text::split(run, ',');
    const std::string_view digits = text::trim(first);
    if (digits.empty()) return std::nullopt;
    const auto octet = text::number<std::uint8_t>(digits);
    number = octet ? *octet : out_of_range;
    run = rest;
  }
  return numbers;
}

// Range is checked after the choice: a bad address in parentheses must not make room for other numbers.
std::optional<Numbers> chosen_numbers(std::string_view text) {
  std::optional<Numbers> last;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!text::is_digit(text[at])) continue;
    const Run run = run_at(text, at);
    at = run.end;
    const auto numbers = six_numbers(text.substr(run.begin, run.end - run.begin));
    if (!numbers || !run.alone) continue;
    last = numbers;
    if (run.in_parentheses) break;
  }
  return last;
}

std::optional<DataAddress> parse_227(std::string_view text) {
  const auto numbers = chosen_numbers(text);
  if (!numbers || std::count(numbers->begin(), numbers->end(), out_of_range) != 0) return std::nullopt;
  const auto& [a, b, c, d, high, low] = *numbers;
  const int port = high * 256 + low;
  if (port == 0) return std::nullopt;
  const std::string host =
      std::to_string(a) + '.' + std::to_string(b) + '.' + std::to_string(c) + '.' + std::to_string(d);
  return DataAddress{host, static_cast<std::uint16_t>(port)};
}

std::optional<DataAddress> port_only(std::string_view digits) {
  const auto port = text::number<std::uint16_t>(digits);
  if (!port || *port == 0) return std::nullopt;
  return DataAddress{{}, *port};
}

bool is_delimiter(char c) { return c >= 33 && c <= 126; }

bool three_delimiters_at(std::string_view text, std::size_t at) {
  return at + 3 <= text.size() && is_delimiter(text[at]) && text[at] == text[at + 1] && text[at] == text[at + 2];
}

// Even digits can delimit here, since the parentheses bound the whole.
std::optional<DataAddress> parse_229_in_parentheses(std::string_view text) {
  constexpr std::size_t longest = 3 + 5 + 1;
  for (std::size_t open = text.find('('); open != std::string_view::npos; open = text.find('(', open + 1)) {
    const std::string_view inside = text::split(text.substr(open + 1, longest + 1), ')').first;
    if (inside.size() < 5 || inside.size() > longest) continue;
    if (!three_delimiters_at(inside, 0) || inside.back() != inside.front()) continue;
    return port_only(inside.substr(3, inside.size() - 4));
  }
  return std::nullopt;
}

std::optional<DataAddress> parse_229_anywhere(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!three_delimiters_at(text, at) || text::is_digit(text[at]) || text::is_letter(text[at])) continue;
    const std::size_t start = at + 3;
    const std::size_t end = std::min(text.find_first_not_of("0123456789", start), text.size());
    if (end == start || end == text.size() || text[end] != text[at]) continue;
    return port_only(text.substr(start, end - start));
  }
  return std::nullopt;
}

}  // namespace

std::optional<DataAddress> data_address(const Reply& reply) {
  const std::string text = reply.text();
  if (reply.code == 227) return parse_227(text);
  if (reply.code != 229) return std::nullopt;
  const auto address = parse_229_in_parentheses(text);
  return address ? address : parse_229_anywhere(text);
}

std::string port_argument(std::string_view ipv4, std::uint16_t port) {
  std::string argument(ipv4);
  std::replace(argument.begin(), argument.end(), '.', ',');
  return argument + ',' + std::to_string(port / 256) + ',' + std::to_string(port % 256);
}

std::string eprt_argument(std::string_view ip, std::uint16_t port) {
  const std::string_view without_scope =
      text::split(ip, '%').first;  // an interface of this machine means nothing there
  const char family = ip.find(':') == std::string_view::npos ? '1' : '2';
  return std::string("|") + family + '|' + std::string(without_scope) + '|' + std::to_string(port) + '|';
}

}  // namespace plainsock::ftp
