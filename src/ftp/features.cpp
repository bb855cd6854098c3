#include "plainsock/ftp/features.hpp"

#include <algorithm>

#include "text.hpp"

namespace plainsock::ftp {

Features::Features(const Reply& reply) : known_(reply.code == 211) {
  if (!known_) return;
  for (std::size_t i = 1; i + 1 < reply.lines.size(); ++i) {
    const auto [name, parameters] = text::split(text::trim(reply.text(i)), ' ');
    if (name.empty()) continue;
    std::string& known = all_[text::upper(name)];
    if (!known.empty() && !parameters.empty()) known += ';';
    known += text::trim(parameters);
  }
}

bool Features::lists(std::string_view feature) const { return all_.find(text::upper(feature)) != all_.end(); }

std::string_view Features::parameters(std::string_view feature) const {
  const auto found = all_.find(text::upper(feature));
  return found == all_.end() ? std::string_view{} : found->second;
}

bool Features::offers(std::string_view feature, std::string_view parameter) const {
  std::string_view rest = parameters(feature);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of(";, "), rest.size());
    std::string_view one = rest.substr(0, end);
    if (one.ends_with('*')) one.remove_suffix(1);
    if (text::same_letters(one, parameter)) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

}  // namespace plainsock::ftp
