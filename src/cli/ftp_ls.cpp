// plainsock ftp ls and stat
#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "ftp_commands.hpp"
#include "plainsock/console.hpp"
#include "plainsock/ftp/glob.hpp"
#include "plainsock/ftp/listing.hpp"
#include "plainsock/ftp/reply_values.hpp"
#include "plainsock/ftp/safe_name.hpp"
#include "plainsock/visible.hpp"

namespace plainsock::cli {
namespace {

using Json = nlohmann::ordered_json;
using Kind = ftp::Entry::Kind;

std::chrono::sys_seconds now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

// A terminal must not be commanded by a server; a pipe gets the server's bytes.
std::string one_line(std::string_view text) {
  return console::is_terminal(console::Stream::output) ? visible_line(text) : std::string{text};
}

void show_raw(const std::string& listing) {
  for (std::size_t begin = 0; begin < listing.size();) {
    const auto end = std::min(listing.find('\n', begin), listing.size());
    auto line = std::string_view{listing}.substr(begin, end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    print_line(one_line(line));
    begin = end + 1;
  }
}

Json json_of(const ftp::Entry& entry) {
  Json json;
  json["name"] = visible_line(entry.name);  // JSON is UTF-8, which a name need not be
  if (entry.kind != Kind::unknown) json["type"] = std::string{to_string(entry.kind)};
  if (entry.size) json["size"] = *entry.size;
  if (entry.modified) json["modified"] = iso_text(*entry.modified);
  if (!entry.permissions.empty()) json["permissions"] = visible_line(entry.permissions);
  if (!entry.owner.empty()) json["owner"] = visible_line(entry.owner);
  if (!entry.group.empty()) json["group"] = visible_line(entry.group);
  if (!entry.link_target.empty()) json["target"] = visible_line(entry.link_target);
  if (entry.name.empty()) json["raw"] = visible_line(entry.raw);
  return json;
}

char letter_of(Kind kind) {
  return kind == Kind::directory ? 'd' : kind == Kind::link ? 'l' : kind == Kind::file ? '-' : '?';
}

void print_entry(const ftp::Entry& entry, bool raw) {
  if (raw || entry.name.empty()) return print_line(one_line(entry.raw));
  std::array<char, 64> columns;
  const auto size = entry.size ? std::to_string(*entry.size) : std::string{"-"};
  const auto time = entry.modified ? iso_text(*entry.modified) : std::string{"-"};
  std::snprintf(columns.data(), columns.size(), "%c %14s  %-20s  ", letter_of(entry.kind), size.c_str(),
                time.c_str());
  const auto target = entry.link_target.empty() ? std::string{} : " -> " + entry.link_target;
  print_line(columns.data() + one_line(entry.name + target));
}

std::vector<ftp::Entry> list_by_facts(ftp::Client& client, const std::string& path) {
  return parse_listing(client.list(path, ftp::ListCommand::facts), ftp::ListingParser::Format::facts, now());
}

std::vector<ftp::Entry> list_by(ftp::Client& client, const std::string& path, ftp::ListCommand command) {
  const bool names = command == ftp::ListCommand::names;
  const auto format = names ? ftp::ListingParser::Format::names : ftp::ListingParser::Format::list;
  auto entries = parse_listing(client.list(path, command), format, now());
  for (auto& entry : entries) entry.name = std::string{ftp::without_directory(entry.name, path)};
  return entries;
}

// MLSD is refused for a file, which LIST shows.
std::vector<ftp::Entry> list_all(ftp::Client& client, const std::string& path) {
  if (!client.features().lists("MLST")) return list_by(client, path, ftp::ListCommand::list);
  try {
    return list_by_facts(client, path);
  } catch (const ftp::Error& error) {
    if (!error.reply() || !error.reply()->permanent()) throw;
  }
  return list_by(client, path, ftp::ListCommand::list);
}

// A pattern in the URL chooses among what is in the directory.
std::vector<ftp::Entry> entries_of(ftp::Client& client, const ftp::Url& url, const ListOptions& how) {
  const auto path = url.pattern.empty() ? url.path : url.directory();
  auto entries = how.names ? list_by(client, path, ftp::ListCommand::names)
                 : how.raw ? list_by(client, path, ftp::ListCommand::list)
                           : list_all(client, path);
  const ftp::Glob pattern{url.pattern.empty() ? "*" : url.pattern};
  std::erase_if(entries, [&](const ftp::Entry& entry) {
    const bool itself = entry.name == "." || entry.name == ".." || entry.kind == Kind::this_directory ||
                        entry.kind == Kind::parent_directory;
    return itself || (!url.pattern.empty() && !pattern.matches(entry.name));
  });
  if (const auto most = truncated_to(client.list_reply()))
    complain("ls " + path + ": the server lists no more than " + std::to_string(*most));
  return entries;
}

void show_entries(const std::vector<ftp::Entry>& entries, const ListOptions& how, const Context& context) {
  Json all = Json::array();
  for (const auto& entry : entries) {
    if (context.json)
      all.push_back(json_of(entry));
    else if (how.names)
      print_line(one_line(entry.name));
    else
      print_entry(entry, how.raw);
  }
  if (context.json) print_line(all.dump());
}

// MLST knows everything at once; without it SIZE and MDTM say what they can, and CWD whether it is a directory.
ftp::Entry describe(ftp::Client& client, const std::string& path) {
  if (client.features().lists("MLST")) {
    if (const auto facts = client.facts(path)) return entry_of(*facts);
  }
  ftp::Entry entry;
  entry.name = path;
  const auto time = client.modified(path);
  if (time) entry.modified = ftp::Timestamp{*time};
  const auto entered = client.command("CWD", path.empty() ? "." : path);
  entry.kind = entered.completion() ? Kind::directory : Kind::file;
  if (entry.kind == Kind::file) entry.size = client.size(path);
  if (entry.kind == Kind::file && !entry.size && !time) throw ftp::Error("stat " + path, entered);
  return entry;
}

void show_facts(const ftp::Entry& entry, const Context& context) {
  if (context.json) return print_line(json_of(entry).dump());
  if (entry.kind != Kind::unknown) print_line("type\t" + std::string{to_string(entry.kind)});
  if (entry.size) print_line("size\t" + std::to_string(*entry.size));
  if (entry.modified) print_line("modified\t" + iso_text(*entry.modified));
}

}  // namespace

Status ftp_ls(const ListOptions& list, const FtpOptions& options, const Context& context) {
  return run_ftp([&] {
    const auto url = ftp::parse_url(list.url);
    FtpConnection connection{options, context};
    auto& client = connection.open(url);
    if (list.raw && url.pattern.empty() && !context.json)
      show_raw(client.list(url.path));
    else
      show_entries(entries_of(client, url, list), list, context);
    connection.quit();
    return Status::done;
  });
}

Status ftp_stat(const UrlOption& stat, const FtpOptions& options, const Context& context) {
  return run_ftp([&] {
    const auto url = ftp::parse_url(stat.url);
    FtpConnection connection{options, context};
    show_facts(describe(connection.open(url), url.path), context);
    connection.quit();
    return Status::done;
  });
}

}  // namespace plainsock::cli
