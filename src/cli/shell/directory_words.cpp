// cd cdup pwd lcd lpwd lls
#include <filesystem>

#include "ftp_print.hpp"
#include "local_names.hpp"
#include "plainsock/visible.hpp"
#include "session.hpp"
#include "words.hpp"

namespace plainsock::cli {
namespace {

ftp::Entry local_entry(const std::filesystem::directory_entry& file) {
  std::error_code error;
  ftp::Entry entry;
  entry.name = utf8_from_path(file.path().filename());
  entry.kind = file.is_symlink(error)        ? ftp::Entry::Kind::link
               : file.is_directory(error)    ? ftp::Entry::Kind::directory
               : file.is_regular_file(error) ? ftp::Entry::Kind::file
                                             : ftp::Entry::Kind::special;
  if (entry.kind != ftp::Entry::Kind::file) return entry;
  const auto opened = LocalFile::open(file.path());
  const auto size = opened ? opened->size() : Result<std::uint64_t>{opened.error()};
  const auto time = opened ? opened->modified() : Result<std::chrono::sys_seconds>{opened.error()};
  if (size) entry.size = *size;
  if (time) entry.modified = ftp::Timestamp{*time};
  return entry;
}

std::string current_folder() { return utf8_from_path(std::filesystem::current_path()); }

}  // namespace

void cd_word(ShellSession& session, const Line& line) {
  session.client();
  const auto& path = line.arguments.empty() ? session.home() : line.arguments[0].text;
  session.change_directory(path.empty() ? "/" : path);
}

void cdup_word(ShellSession& session, const Line&) {
  const auto reply = session.client().command("CDUP");
  if (reply.failed()) throw ftp::Error("CDUP", reply);
  session.update_directory();
}

void pwd_word(ShellSession& session, const Line&) {
  session.update_directory();
  if (session.directory().empty()) throw ftp::Error(ftp::Category::refused, "PWD", "the server names no directory");
  print_line(for_stdout(session.directory()));
}

void lcd_word(ShellSession&, const Line& line) {
  const auto home = console::environment("HOME");
  const auto folder = !line.arguments.empty() ? line.arguments[0].text
                      : home                  ? *home
                                              : console::environment("USERPROFILE").value_or(".");
  std::error_code error;
  std::filesystem::current_path(path_from_utf8(folder), error);
  if (error) throw Failure{Status::failed, "lcd " + folder + ": " + error.message()};
}

void lpwd_word(ShellSession&, const Line&) { print_line(visible_line(current_folder())); }

void lls_word(ShellSession& session, const Line& line) {
  const auto argument = line.arguments.empty() ? Argument{".", "."} : line.arguments[0];
  const auto path = path_from_utf8(argument.text);
  if (session.settings().glob && argument.has_wildcards()) {
    for (const auto& name : local_names(argument.pattern))
      print_entry(local_entry(std::filesystem::directory_entry{path_from_utf8(name)}));
    return;
  }
  std::error_code error;
  const auto files = sorted_folder(path, error);
  if (error) throw Failure{Status::failed, "lls " + argument.text + ": " + error.message()};
  for (const auto& file : files) print_entry(local_entry(file));
}

}  // namespace plainsock::cli
