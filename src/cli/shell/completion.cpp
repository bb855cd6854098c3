#include "completion.hpp"

#include <algorithm>

#include "ftp_listing.hpp"
#include "local_names.hpp"
#include "plainsock/visible.hpp"
#include "session.hpp"
#include "words.hpp"

namespace plainsock::cli {
namespace {

using Names = std::vector<std::string>;

Names words() {
  Names names;
  for (const auto& word : all_words()) names.emplace_back(word.name);
  return names;
}

Names alternatives(const std::string& kind) {
  const auto bar = kind.find('|');
  return {kind.substr(0, bar), kind.substr(bar + 1)};
}

Names local_entries(const std::string& folder) {
  Names names;
  std::error_code error;
  for (const auto& file : sorted_folder(folder.empty() ? "." : path_from_utf8(folder), error)) {
    const bool directory = file.is_directory(error);
    names.push_back(folder + utf8_from_path(file.path().filename()) + (directory ? "/" : ""));
  }
  return names;
}

// What could not be typed, or disguises itself, is not offered.
Names remote_entries(ShellSession& session, const std::string& folder) {
  Names names;
  for (const auto& entry : list_entries(session.client(), folder)) {
    if (entry.name.empty() || visible_line(entry.name) != entry.name) continue;
    names.push_back(folder + entry.name + (entry.kind == ftp::Entry::Kind::directory ? "/" : ""));
  }
  return names;
}

// While a line is typed there is no place for a dialogue, and little patience.
Names quiet_remote_entries(ShellSession& session, const std::string& folder) {
  if (!session.is_connected()) return {};
  auto& settings = session.settings();
  const auto verbose = std::exchange(settings.options.verbose, false);
  const auto timeout = std::exchange(settings.context.timeout, std::min(settings.context.timeout, 5.0));
  Names names;
  try {
    session.begin_word();
    if (session.is_connected()) names = remote_entries(session, folder);
  } catch (const std::exception&) {
    // Nothing to offer; the next word will tell why.
  }
  settings.options.verbose = verbose;
  settings.context.timeout = timeout;
  return names;
}

Names candidates(ShellSession& session, const Unfinished& last) {
  if (last.index == 0) return words();
  const auto& word = find_word(last.word);
  auto kind = argument_kind(word, last.index - 1);
  const auto folder = last.text.substr(0, last.text.rfind('/') + 1);
  if (word.name == "mirror") kind = "REMOTE";
  if (kind == "REMOTE") return quiet_remote_entries(session, folder);
  if (kind == "LOCAL") return local_entries(folder);
  if (kind == "WORD") return words();
  return kind.find('|') != std::string::npos ? alternatives(kind) : Names{};
}

}  // namespace

Completion complete_line(ShellSession& session, std::string_view line) try {
  const auto last = last_argument(line);
  Completion completion{last.begin, {}};
  for (const auto& name : candidates(session, last)) {
    const bool hidden = name.substr(name.rfind('/', name.size() - 2) + 1).starts_with('.');
    const bool asked = last.text.substr(last.text.rfind('/') + 1).starts_with('.');
    if (name.starts_with(last.text) && (asked || !hidden)) completion.choices.push_back(quoted_name(name));
  }
  std::sort(completion.choices.begin(), completion.choices.end());
  return completion;
} catch (const Failure&) {  // no such word
  return {};
}

}  // namespace plainsock::cli
