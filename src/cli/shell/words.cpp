#include "words.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "command.hpp"

namespace plainsock::cli {
namespace {

constexpr auto safe = Repeat::safe;
constexpr std::string_view on_off = "[on|off]";

constexpr Word table[] = {
    {"open", "HOST [PORT]", "Connect and log in; HOST may be USER@HOST, HOST:PORT or a URL", open_word},
    {"user", "NAME [PASSWORD]", "Log in as another user; without PASSWORD it is asked for", user_word},
    {"close", "", "End the connection", close_word},
    {"bye", "", "End the connection and the shell", bye_word},
    {"quit", "", "The same", bye_word},
    {"ls", "[REMOTE]", "List a directory, or what matches a pattern", ls_word, safe},
    {"dir", "[REMOTE]", "List a directory in the server's own lines", dir_word, safe},
    {"nlist", "[REMOTE]", "List names only", nlist_word, safe},
    {"cd", "[REMOTE]", "Change the remote directory; without one: where the login began", cd_word, safe},
    {"cdup", "", "To the remote directory above", cdup_word, safe},
    {"pwd", "", "Print the remote directory", pwd_word, safe},
    {"lcd", "[LOCAL]", "Change the local folder; without one: home", lcd_word},
    {"lpwd", "", "Print the local folder", lpwd_word},
    {"lls", "[LOCAL]", "List a local folder, or what matches a pattern", lls_word},
    {"get", "REMOTE [LOCAL]", "Download a file; LOCAL - is the screen", get_word},
    {"recv", "REMOTE [LOCAL]", "The same", get_word},
    {"mget", "REMOTE...", "Download all that match", mget_word},
    {"reget", "REMOTE [LOCAL]", "Continue a download", reget_word},
    {"newer", "REMOTE [LOCAL]", "Download a file when the server's is newer", newer_word},
    {"put", "LOCAL [REMOTE]", "Upload a file", put_word},
    {"send", "LOCAL [REMOTE]", "The same", put_word},
    {"mput", "LOCAL...", "Upload all that match", mput_word},
    {"append", "LOCAL [REMOTE]", "Add a file to the end of a remote one", append_word},
    {"delete", "REMOTE", "Delete a remote file", delete_word},
    {"mdelete", "REMOTE...", "Delete all that match", mdelete_word},
    {"rename", "REMOTE REMOTE", "Rename a remote file or directory", rename_word},
    {"mkdir", "REMOTE", "Make a remote directory", mkdir_word},
    {"rmdir", "REMOTE", "Remove an empty remote directory", rmdir_word},
    {"size", "REMOTE", "Print the bytes of a remote file", size_word, safe},
    {"modtime", "REMOTE", "Print when a remote file was modified", modtime_word, safe},
    {"chmod", "MODE REMOTE", "Change the permissions of a remote file, in octal", chmod_word, safe},
    {"mirror", "TEXT", "[--upload] [--delete] [--newer] [--dry-run] REMOTE [LOCAL]: make folders alike",
     mirror_word},
    {"ascii", "", "Transfer text: line ends are translated", ascii_word},
    {"binary", "", "Transfer bytes as they are", binary_word},
    {"type", "[ascii|binary]", "Show or set how files are transferred", type_word},
    {"passive", on_off, "Open data connections from here", passive_word},
    {"active", on_off, "Let the server open data connections", active_word},
    {"epsv", on_off, "Ask for ports by EPSV before PASV", epsv_word},
    {"prompt", on_off, "Ask before each file of mget, mput and mdelete", prompt_word},
    {"glob", on_off, "Take * ? [ ] for patterns", glob_word},
    {"progress", on_off, "Show how far a transfer is", progress_word},
    {"verbose", on_off, "Show the dialogue with the server", verbose_word},
    {"trace", on_off, "Show the system calls of the network", trace_word},
    {"explain", on_off, "Say what each line means and where it is specified", explain_word},
    {"status", "", "Show the connection and the settings", status_word},
    {"system", "", "Ask which system the server has", system_word, safe},
    {"features", "", "Ask what the server can do", features_word, safe},
    {"remotehelp", "[COMMAND]", "Ask the server for its help", remotehelp_word, safe},
    {"quote", "TEXT", "Send a command as it is", quote_word},
    {"site", "TEXT", "Send a SITE command", site_word},
    {"restart", "[BYTES]", "Begin the next get at this byte", restart_word},
    {"timeout", "[SECONDS]", "Show or set how long each wait may last", timeout_word},
    {"help", "[WORD]", "Explain a word", help_word},
    {"?", "[WORD]", "The same", help_word},
    {"!", "TEXT", "Run a command of this system; alone: a shell", local_shell_word},
};

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find(' ', begin), text.size());
    parts.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

}  // namespace

std::span<const Word> all_words() { return table; }

const Word& find_word(std::string_view name) {
  const Word* found = nullptr;
  for (const auto& word : table) {
    if (word.name == name) return word;
    if (!word.name.starts_with(name)) continue;
    if (found) throw Failure{Status::usage, "usage: " + std::string{name} + " could be several words (help)"};
    found = &word;
  }
  if (!found) throw Failure{Status::usage, "usage: " + std::string{name} + " is no word of the shell (help)"};
  return *found;
}

void check_arguments(const Word& word, const Line& line) {
  if (word.arguments == "TEXT") return;
  const auto kinds = split(word.arguments);
  const auto wanted = static_cast<std::size_t>(
      std::count_if(kinds.begin(), kinds.end(), [](const auto& kind) { return !kind.starts_with('['); }));
  const bool many = !kinds.empty() && kinds.back().ends_with("...");
  const auto given = line.arguments.size();
  if (given < wanted || (given > kinds.size() && !many))
    throw Failure{Status::usage, "usage: " + std::string{word.name}.append(" ").append(word.arguments)};
}

std::string argument_kind(const Word& word, std::size_t index) {
  const auto kinds = split(word.arguments);
  if (kinds.empty()) return {};
  const bool many = kinds.back().ends_with("...");
  if (index >= kinds.size() && !many) return {};
  auto kind = kinds[std::min(index, kinds.size() - 1)];
  std::erase_if(kind, [](char letter) { return letter == '[' || letter == ']' || letter == '.'; });
  return kind;
}

}  // namespace plainsock::cli
