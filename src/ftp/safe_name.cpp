#include "plainsock/ftp/safe_name.hpp"

#include <algorithm>
#include <array>

#include "text.hpp"

namespace plainsock::ftp {
namespace {

// "Naming Files, Paths, and Namespaces" (Microsoft): an extension, and spaces before it, make no difference.
// The digits include the superscripts of ISO 8859-1, in UTF-8.
bool is_windows_device(std::string_view name) {
  const std::string_view stem = text::trim(text::split(name, '.').first);
  constexpr std::array<std::string_view, 6> devices = {"con", "nul", "aux", "prn", "conin$", "conout$"};
  const auto same = [&](std::string_view device) { return text::same_letters(stem, device); };
  if (std::any_of(devices.begin(), devices.end(), same)) return true;
  if (!text::starts_with_letters(stem, "com") && !text::starts_with_letters(stem, "lpt")) return false;
  const std::string_view digit = stem.substr(3);
  return (digit.size() == 1 && text::is_digit(digit[0])) || digit == "\xC2\xB9" || digit == "\xC2\xB2" ||
         digit == "\xC2\xB3";
}

}  // namespace

std::string_view name_problem(std::string_view name) noexcept {
  if (name.empty()) return "the name is empty";
  if (name == "." || name == "..") return "the name is a directory of every directory";
  if (name.find_first_of("/\\") != std::string_view::npos) return "the name contains a path separator";
  if (name.find(':') != std::string_view::npos) return "the name contains a colon (a drive or a stream on Windows)";
  if (std::any_of(name.begin(), name.end(), text::is_control)) return "the name contains a control character";
  if (name.back() == '.' || name.back() == ' ') return "the name ends in a dot or a space, which Windows drops";
  if (is_windows_device(name)) return "the name is a device on Windows";
  return {};
}

std::string_view without_directory(std::string_view name, std::string_view directory) noexcept {
  while (directory.ends_with('/')) directory.remove_suffix(1);
  const bool inside = name.starts_with(directory) && name.substr(directory.size()).starts_with('/');
  if (inside) return name.substr(directory.size() + 1);
  return directory.empty() || directory == "." ? name.substr(name.starts_with("./") ? 2 : 0) : name;
}

}  // namespace plainsock::ftp
