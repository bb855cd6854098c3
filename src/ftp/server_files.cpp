// Directories, and what can be known of a file.
#include "plainsock/ftp/timestamp.hpp"
#include "server_path.hpp"
#include "server_session.hpp"

namespace plainsock::ftp::server {

std::optional<Entry> Session::existing(const std::string& argument) {
  const auto path = resolve(directory_, argument);
  auto entry = path ? shared_.tree.stat(*path) : std::nullopt;
  if (!entry) control_.reply(550, "No such file or directory: " + argument);
  return entry;
}

void Session::pwd(const std::string&) { control_.reply(257, in_quotes(directory_) + " is the current directory."); }

void Session::cwd(const std::string& argument) {
  if (argument == "..") return cdup(argument);
  const auto entry = existing(argument);
  if (!entry) return;
  if (entry->type != Entry::Type::directory) return control_.reply(550, "Not a directory: " + argument);
  directory_ = resolve(directory_, argument).value_or("/");
  control_.reply(250, "Directory is now " + in_quotes(directory_) + '.');
}

// At the root it stays there, as in every file system.
void Session::cdup(const std::string&) {
  directory_ = std::string(parent_of(directory_));
  control_.reply(250, "Directory is now " + in_quotes(directory_) + '.');
}

void Session::size(const std::string& argument) {
  // RFC 3659 section 4: the number of bytes that a transfer would have, which in TYPE A only a conversion tells.
  if (type_ == Type::ascii) return control_.reply(550, "SIZE is known in TYPE I only.");
  const auto entry = existing(argument);
  if (!entry) return;
  if (entry->type != Entry::Type::file) return control_.reply(550, "Not a plain file: " + argument);
  control_.reply(213, std::to_string(entry->size));
}

void Session::mdtm(const std::string& argument) {
  if (const auto entry = existing(argument)) control_.reply(213, time_text(entry->modified));
}

void Session::mlst(const std::string& argument) {
  auto entry = existing(argument.empty() ? "." : argument);
  if (!entry) return;
  entry->name = resolve(directory_, argument).value_or("/");
  control_.reply(250, "Listing " + entry->name, {facts_.line(*entry, shared_.options.access)}, "End");
}

void Session::stat(const std::string& argument) {
  if (!argument.empty()) return control_.reply(504, "STAT of a path is not served: use LIST.");
  control_.reply(211, "plainsock FTP server status:",
                 {"Connected from " + peer_.to_string(), "Logged in as " + user_,
                  type_ == Type::ascii ? "TYPE: ASCII" : "TYPE: binary", "No data connection"},
                 "End of status");
}

}  // namespace plainsock::ftp::server
