// Listings over a data connection.
#include "plainsock/ftp/glob.hpp"
#include "server_listing.hpp"
#include "server_path.hpp"
#include "server_session.hpp"

namespace plainsock::ftp::server {

std::optional<Session::Entries> Session::entries_of(std::string_view argument) const {
  if (argument.empty()) argument = ".";
  const auto path = resolve(directory_, argument);
  const auto entry = path ? shared_.tree.stat(*path) : std::nullopt;
  if (!entry) return matching(argument);
  if (entry->type == Entry::Type::file)
    return Entries{std::string(argument.substr(0, argument.rfind('/') + 1)), {*entry}};
  auto entries = shared_.tree.list(*path);
  if (!entries) return std::nullopt;
  const std::string slash = argument.back() == '/' ? "" : "/";
  return Entries{argument == "." ? "" : std::string(argument) + slash, std::move(*entries)};
}

std::optional<Session::Entries> Session::matching(std::string_view argument) const {
  const auto prefix = argument.substr(0, argument.rfind('/') + 1);
  const auto pattern = argument.substr(prefix.size());
  const auto path = resolve(directory_, prefix);
  auto entries = path && is_pattern(pattern) ? shared_.tree.list(*path) : std::nullopt;
  if (!entries) return std::nullopt;
  std::erase_if(*entries, [glob = Glob(pattern)](const Entry& entry) { return !glob.matches(entry.name); });
  if (entries->empty()) return std::nullopt;
  return Entries{std::string(prefix), std::move(*entries)};
}

void Session::list(const std::string& argument) {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  send_listing(entries_of(without_options(argument)), [now](const Entry& entry) { return list_line(entry, now); });
}

void Session::nlst(const std::string& argument) {
  const auto found = entries_of(without_options(argument));
  const auto prefix = found ? found->prefix : std::string{};
  send_listing(found, [&prefix](const Entry& entry) { return prefix + entry.name; });
}

void Session::mlsd(const std::string& argument) {
  const auto path = resolve(directory_, argument);
  auto entries = path ? shared_.tree.list(*path) : std::nullopt;
  const auto found = entries ? std::optional{Entries{{}, std::move(*entries)}} : std::nullopt;
  send_listing(found, [this](const Entry& entry) { return facts_.line(entry, shared_.options.access); });
}

void Session::send_listing(const std::optional<Entries>& found, const Line& line) {
  restart_ = 0;
  if (!found) return control_.reply(550, "No such file or directory.");
  std::string text;
  for (const auto& entry : found->entries) text.append(line(entry)).append("\r\n");
  outgoing_ = Outgoing{text};
  start("Here comes the directory listing.");
}

}  // namespace plainsock::ftp::server
