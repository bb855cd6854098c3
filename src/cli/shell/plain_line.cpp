#include <cstdio>
#include <iostream>

#include "line_editor.hpp"
#include "plainsock/console.hpp"

namespace plainsock::cli {

// A terminal drops what was typed at Ctrl-C; Windows ends the read. A second Ctrl-C on the same line ends the
// shell.
std::optional<std::string> read_plain_line(const std::string& prompt) {
  const console::InterruptScope stay{[](void*) noexcept {}, nullptr};
  std::fwrite(prompt.data(), 1, prompt.size(), stderr);
  std::fflush(stderr);
  std::string line;
  const bool read = static_cast<bool>(std::getline(std::cin, line));
  const bool interrupted = console::interrupted();
  if (line.ends_with('\r')) line.pop_back();
  if (read) return line;
  std::fputc('\n', stderr);
  if (!interrupted) return std::nullopt;
  std::cin.clear();
  return std::string{};
}

}  // namespace plainsock::cli
