#include "netrc.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "command.hpp"
#include "plainsock/console.hpp"
#include "plainsock/ftp/login.hpp"
#include "plainsock/local_file.hpp"

namespace plainsock::cli {
namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string_view next_word(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  const auto word = text.substr(0, std::min(text.find_first_of(blanks), text.size()));
  text.remove_prefix(word.size());
  return word;
}

// A macro ends at an empty line.
void skip_macro(std::string_view& text) {
  const auto end = std::min(text.find("\n\n"), text.find("\n\r\n"));
  text.remove_prefix(std::min(end, text.size()));
}

std::filesystem::path place(const std::string& file) {
  if (!file.empty()) return path_from_utf8(file);
  const auto home = console::environment("HOME").value_or(console::environment("USERPROFILE").value_or("."));
  std::error_code ignored;
  const auto usual = path_from_utf8(home) / ".netrc";
  return std::filesystem::exists(usual, ignored) ? usual : path_from_utf8(home) / "_netrc";
}

// Windows guards a file by lists of its own, which these bits say nothing of.
bool others_may_read(const std::filesystem::path& path) {
  using std::filesystem::perms;
  constexpr bool modes_count = std::filesystem::path::preferred_separator == '/';
  std::error_code error;
  const auto now = std::filesystem::status(path, error).permissions();
  return modes_count && !error && (now & (perms::group_read | perms::others_read)) != perms::none;
}

}  // namespace

std::optional<NetrcEntry> find_in_netrc(std::string_view text, std::string_view machine, std::string_view login) {
  std::optional<NetrcEntry> entry;
  const auto fits = [&] { return entry && (login.empty() || entry->login == login); };
  while (!text.empty()) {
    const auto word = next_word(text);
    if (word == "macdef") skip_macro(text);
    if (word == "machine" || word == "default") {
      if (fits()) return entry;
      entry.reset();
      if (word == "default" || next_word(text) == machine) entry.emplace();
    }
    if (word == "login" || word == "password" || word == "account") {
      const std::string value{next_word(text)};
      if (entry && word == "login") entry->login = value;
      if (entry && word == "password") entry->password = value;
      if (entry && word == "account") entry->account = value;
    }
  }
  return fits() ? entry : std::nullopt;
}

std::optional<NetrcEntry> read_netrc(const std::string& file, std::string_view machine, std::string_view login) {
  const auto path = place(file);
  std::ifstream stream{path, std::ios::binary};
  if (!stream && file.empty()) return std::nullopt;
  if (!stream) throw Failure{Status::failed, "open " + file + ": cannot be read"};
  const std::string text{std::istreambuf_iterator<char>{stream}, {}};
  const auto entry = find_in_netrc(text, machine, login);
  if (entry && entry->password && !ftp::is_anonymous(entry->login) && others_may_read(path))
    throw Failure{Status::failed, "read " + utf8_from_path(path) + ": others may read it (chmod 600)"};
  return entry;
}

}  // namespace plainsock::cli
