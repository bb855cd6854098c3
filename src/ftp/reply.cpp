#include "plainsock/ftp/reply.hpp"

#include <cstddef>

#include "plainsock/visible.hpp"

namespace plainsock::ftp {

std::string_view Reply::text(std::size_t line) const {
  std::string_view whole = lines.at(line);
  const std::string own = std::to_string(code);
  if (whole.substr(0, 3) != own) return whole;
  if (whole.size() == 3) return {};
  return whole[3] == ' ' || whole[3] == '-' ? whole.substr(4) : whole;
}

std::string Reply::text() const {
  std::string all;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i != 0) all += '\n';
    all += text(i);
  }
  return all;
}

std::string describe(const Reply& reply) {
  constexpr std::size_t longest = 300;
  std::string all = std::to_string(reply.code);
  for (std::size_t i = 0; i < reply.lines.size() && all.size() < longest; ++i) {
    if (!reply.text(i).empty()) (all += ' ') += reply.text(i);
  }
  const bool cut = all.size() > longest;
  return visible_line(all.substr(0, longest)) + (cut ? "..." : "");
}

}  // namespace plainsock::ftp
