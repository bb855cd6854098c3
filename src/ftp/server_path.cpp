#include "server_path.hpp"

#include <stdexcept>

#include "plainsock/ftp/safe_name.hpp"
#include "text.hpp"

namespace plainsock::ftp::server {
namespace {

// name_problem() refuses what Windows takes for another name; wildcards are no name there at all.
bool is_safe_on_windows(std::string_view name) {
  return name_problem(name).empty() && name.find_first_of("*?\"<>|") == std::string_view::npos;
}

}  // namespace

bool is_safe_name(std::string_view name, NameRules rules) {
  constexpr std::string_view never{"/\0\r\n", 4};
  if (name.empty() || name == "." || name == ".." || name.find_first_of(never) != std::string_view::npos)
    return false;
  return rules == NameRules::posix || is_safe_on_windows(name);
}

std::optional<std::string> resolve(std::string_view current, std::string_view argument, NameRules rules) {
  std::string path(argument.substr(0, 1) == "/" || current == "/" ? std::string_view{} : current);
  while (!argument.empty()) {
    const auto [name, rest] = text::split(argument, '/');
    argument = rest;
    if (name.empty() || name == ".") continue;
    if (name == "..") {
      if (path.empty()) return std::nullopt;
      path.erase(path.rfind('/'));
    } else if (is_safe_name(name, rules)) {
      path.append("/").append(name);
    } else {
      return std::nullopt;
    }
  }
  return path.empty() ? "/" : path;
}

std::string_view parent_of(std::string_view path) noexcept {
  const auto slash = path.rfind('/');
  return slash == 0 || slash == std::string_view::npos ? std::string_view{"/"} : path.substr(0, slash);
}

std::string_view name_of(std::string_view path) noexcept { return path.substr(path.rfind('/') + 1); }

std::string in_quotes(std::string_view path) {
  std::string out = "\"";
  for (const char c : path) out.append(c == '"' ? 2 : 1, c);
  return out + '"';
}

std::optional<std::filesystem::path> to_native(std::string_view name) try {
  return std::filesystem::path{std::u8string(name.begin(), name.end())};
} catch (const std::exception&) {  // not UTF-8, where paths are UTF-16
  return std::nullopt;
}

std::optional<std::string> to_network(const std::filesystem::path& name) try {
  const auto text = name.u8string();
  std::string bytes(text.begin(), text.end());
  if (bytes.find_first_of("\r\n") != std::string::npos) return std::nullopt;
  return bytes;
} catch (const std::exception&) {  // half a surrogate pair
  return std::nullopt;
}

}  // namespace plainsock::ftp::server
