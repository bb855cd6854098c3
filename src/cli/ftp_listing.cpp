#include "ftp_listing.hpp"

#include "command.hpp"
#include "plainsock/ftp/glob.hpp"
#include "plainsock/ftp/reply_values.hpp"
#include "plainsock/ftp/safe_name.hpp"

namespace plainsock::cli {
namespace {

using Kind = ftp::Entry::Kind;

std::chrono::sys_seconds now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
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

bool is_itself(const ftp::Entry& entry) {
  return entry.name == "." || entry.name == ".." || entry.kind == Kind::this_directory ||
         entry.kind == Kind::parent_directory;
}

}  // namespace

std::vector<ftp::Entry> list_entries(ftp::Client& client, const std::string& path, std::string_view pattern,
                                     ListBy by) {
  auto entries = by == ListBy::names  ? list_by(client, path, ftp::ListCommand::names)
                 : by == ListBy::list ? list_by(client, path, ftp::ListCommand::list)
                                      : list_all(client, path);
  const ftp::Glob glob{pattern.empty() ? "*" : pattern};
  std::erase_if(entries, [&](const ftp::Entry& entry) {
    return is_itself(entry) || (!pattern.empty() && !glob.matches(entry.name));
  });
  if (const auto most = truncated_to(client.list_reply()))
    complain("ls " + path + ": the server lists no more than " + std::to_string(*most));
  return entries;
}

std::vector<std::string> names_in(ftp::Client& client, const std::string& directory) {
  std::vector<std::string> names;
  const auto text = client.list(directory, ftp::ListCommand::names);
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    auto line = std::string_view{text}.substr(begin, end - begin);
    while (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) names.emplace_back(ftp::without_directory(line, directory));
    begin = end + 1;
  }
  return names;
}

// Names come from the server here: each is one component or it is refused.
Matches matching_names(ftp::Client& client, const std::string& directory, std::string_view pattern) {
  const ftp::Glob glob{pattern};
  Matches matches;
  for (auto& name : names_in(client, directory)) {
    const bool hidden = name.starts_with('.') && !pattern.starts_with('.');
    if (hidden || !glob.matches(name)) continue;
    const auto problem = ftp::name_problem(name);
    if (problem.empty()) {
      matches.names.push_back(std::move(name));
    } else {
      complain(name + ": not fetched: " + std::string{problem});
      ++matches.refused;
    }
  }
  return matches;
}

std::string path_in(const std::string& directory, const std::string& name) {
  return directory.empty() || directory.ends_with('/') ? directory + name : directory + '/' + name;
}

}  // namespace plainsock::cli
