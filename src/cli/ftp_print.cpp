#include "ftp_print.hpp"

#include <array>
#include <cstdio>

#include "command.hpp"
#include "plainsock/console.hpp"
#include "plainsock/visible.hpp"

namespace plainsock::cli {
namespace {

using Kind = ftp::Entry::Kind;

char letter_of(Kind kind) {
  return kind == Kind::directory ? 'd' : kind == Kind::link ? 'l' : kind == Kind::file ? '-' : '?';
}

bool is_coloured() {
  static const bool coloured = console::is_terminal(console::Stream::output) &&
                               console::environment("NO_COLOR").value_or("").empty() &&
                               console::environment("TERM").value_or("") != "dumb";
  return coloured;
}

// The colours of ls: blue directories, cyan links.
std::string coloured(Kind kind, const std::string& name) {
  const auto* colour = kind == Kind::directory ? "\033[1;34m" : kind == Kind::link ? "\033[36m" : "";
  return *colour != 0 && is_coloured() ? colour + name + "\033[0m" : name;
}

std::string checksums_of(const ftp::Features& known) {
  for (const auto* verb : {"HASH", "XSHA256", "XSHA1", "XSHA", "XMD5", "XCRC"}) {
    if (known.lists(verb)) return verb;
  }
  return "nothing";
}

}  // namespace

std::string for_stdout(std::string_view text) {
  return console::is_terminal(console::Stream::output) ? visible_line(text) : std::string{text};
}

void print_entry(const ftp::Entry& entry) {
  if (entry.name.empty()) return print_line(for_stdout(entry.raw));
  std::array<char, 64> columns;
  const auto size = entry.size ? std::to_string(*entry.size) : std::string{"-"};
  const auto time = entry.modified ? iso_text(*entry.modified) : std::string{"-"};
  std::snprintf(columns.data(), columns.size(), "%c %14s  %-20s  ", letter_of(entry.kind), size.c_str(),
                time.c_str());
  const auto target = entry.link_target.empty() ? std::string{} : " -> " + entry.link_target;
  print_line(columns.data() + coloured(entry.kind, for_stdout(entry.name)) + for_stdout(target));
}

void print_listing(std::string_view listing) {
  for (std::size_t begin = 0; begin < listing.size();) {
    const auto end = std::min(listing.find('\n', begin), listing.size());
    auto line = listing.substr(begin, end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    print_line(for_stdout(line));
    begin = end + 1;
  }
}

void print_reply(const ftp::Reply& reply) {
  for (const auto& line : reply.lines) print_line(visible(line));
}

void print_features(const ftp::Features& known) {
  for (const auto& [name, parameters] : known.all())
    print_line(visible_line(parameters.empty() ? name : std::string{name}.append(" ").append(parameters)));
  print_line("plainsock uses: listings by " + std::string{known.lists("MLST") ? "MLSD" : "LIST"} +
             "; times set by " + (known.lists("MFMT") ? "MFMT" : "MDTM") + "; checksums by " + checksums_of(known));
}

}  // namespace plainsock::cli
