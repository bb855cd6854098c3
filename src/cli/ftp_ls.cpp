// plainsock ftp ls and stat
#include <nlohmann/json.hpp>

#include "ftp_commands.hpp"
#include "ftp_listing.hpp"
#include "ftp_print.hpp"
#include "plainsock/ftp/listing.hpp"
#include "plainsock/visible.hpp"

namespace plainsock::cli {
namespace {

using Json = nlohmann::ordered_json;
using Kind = ftp::Entry::Kind;

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

std::vector<ftp::Entry> entries_of(ftp::Client& client, const ftp::Url& url, const ListOptions& how) {
  const auto by = how.names ? ListBy::names : how.raw ? ListBy::list : ListBy::facts;
  return list_entries(client, url.pattern.empty() ? url.path : url.directory(), url.pattern, by);
}

void show_entries(const std::vector<ftp::Entry>& entries, const ListOptions& how, const Context& context) {
  Json all = Json::array();
  for (const auto& entry : entries) {
    if (context.json)
      all.push_back(json_of(entry));
    else if (how.names)
      print_line(for_stdout(entry.name));
    else
      how.raw ? print_line(for_stdout(entry.raw)) : print_entry(entry);
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
      print_listing(client.list(url.path));
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
