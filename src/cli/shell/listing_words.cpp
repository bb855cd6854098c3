// ls dir nlist size modtime
#include "ftp_listing.hpp"
#include "ftp_print.hpp"
#include "local_names.hpp"
#include "plainsock/visible.hpp"
#include "session.hpp"
#include "words.hpp"

namespace plainsock::cli {
namespace {

std::vector<ftp::Entry> listed(ShellSession& session, const Line& line, ListBy by) {
  if (line.arguments.empty()) return list_entries(session.client(), {}, {}, by);
  const auto& argument = line.arguments[0];
  if (!session.settings().glob || !argument.has_wildcards())
    return list_entries(session.client(), argument.text, {}, by);
  const auto [folder, pattern] = split_pattern(argument.pattern);
  return list_entries(session.client(), folder, pattern, by);
}

}  // namespace

void ls_word(ShellSession& session, const Line& line) {
  for (const auto& entry : listed(session, line, ListBy::facts)) print_entry(entry);
}

void dir_word(ShellSession& session, const Line& line) {
  for (const auto& entry : listed(session, line, ListBy::list)) print_line(for_stdout(entry.raw));
}

void nlist_word(ShellSession& session, const Line& line) {
  for (const auto& entry : listed(session, line, ListBy::names)) print_line(for_stdout(entry.name));
}

void size_word(ShellSession& session, const Line& line) {
  const auto& path = line.arguments[0].text;
  const auto size = session.client().size(path);
  if (!size) throw ftp::Error(ftp::Category::refused, "size " + path, "the server does not tell");
  print_line(std::to_string(*size));
}

void modtime_word(ShellSession& session, const Line& line) {
  const auto& path = line.arguments[0].text;
  const auto time = session.client().modified(path);
  if (!time) throw ftp::Error(ftp::Category::refused, "modtime " + path, "the server does not tell");
  print_line(iso_text(ftp::Timestamp{*time}));
}

}  // namespace plainsock::cli
