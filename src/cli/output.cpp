#include <cstdio>
#include <iostream>

#include "command.hpp"
#include "plainsock/console.hpp"
#include "plainsock/visible.hpp"
#include "reader_gone.hpp"

namespace plainsock::cli {

void print(std::string_view text, Flush flush) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (!written || (flush == Flush::yes && std::fflush(stdout) != 0)) throw ReaderGone{};
}

void print_line(std::string_view line, Flush flush) {
  print(line);
  print("\n", flush);
}

void complain(std::string_view what) {
  const auto line = "plainsock: " + visible_line(what) + '\n';
  std::fwrite(line.data(), 1, line.size(), stderr);
}

void for_each_input_line(std::string_view prompt, const std::function<void(const std::string&)>& each) {
  const bool person = console::is_terminal(console::Stream::input);
  std::string line;
  for (;;) {
    if (person) std::cerr << prompt << std::flush;
    if (!std::getline(std::cin, line)) break;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    each(line);
    if (std::fflush(stdout) != 0) throw ReaderGone{};
  }
  if (person) std::cerr << '\n';
}

}  // namespace plainsock::cli
