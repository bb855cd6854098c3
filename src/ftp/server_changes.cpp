// What a client may do to files where the server is writable.
#include "plainsock/ftp/timestamp.hpp"
#include "server_path.hpp"
#include "server_session.hpp"
#include "text.hpp"

namespace plainsock::ftp::server {

namespace fs = std::filesystem;

std::optional<fs::path> Session::place_of(std::string_view argument) const {
  const auto path = resolve(directory_, argument);
  return path ? shared_.tree.place(*path) : std::nullopt;
}

void Session::report(std::error_code error, const std::string& what, const std::string& name) {
  control_.reply(550, "Cannot " + what + ' ' + name + ": " + error.message());
}

void Session::mkd(const std::string& argument) {
  const auto place = place_of(argument);
  std::error_code error = std::make_error_code(std::errc::no_such_file_or_directory);
  if (place && !fs::create_directory(*place, error) && !error) error = std::make_error_code(std::errc::file_exists);
  if (error) return report(error, "create", argument);
  control_.reply(257, in_quotes(resolve(directory_, argument).value_or("/")) + " created.");
}

void Session::rmd(const std::string& argument) {
  const auto place = place_of(argument);
  std::error_code error = std::make_error_code(std::errc::no_such_file_or_directory);
  if (!place || !fs::is_directory(fs::symlink_status(*place, error))) return report(error, "remove", argument);
  if (!fs::remove(*place, error)) return report(error, "remove", argument);
  control_.reply(250, "Directory removed.");
}

void Session::dele(const std::string& argument) {
  const auto place = place_of(argument);
  std::error_code error;
  const auto status = place ? fs::symlink_status(*place, error) : fs::file_status{fs::file_type::not_found};
  if (fs::is_directory(status)) return control_.reply(550, "A directory is removed by RMD: " + argument);
  if (!fs::is_regular_file(status) && !fs::is_symlink(status))
    return control_.reply(550, "No such file: " + argument);
  if (!fs::remove(*place, error)) return report(error, "delete", argument);
  control_.reply(250, "File deleted.");
}

void Session::rnfr(const std::string& argument) {
  rename_from_ = place_of(argument);
  std::error_code error;
  if (rename_from_ && fs::exists(fs::symlink_status(*rename_from_, error)))
    return control_.reply(350, "Now give the new name by RNTO.");
  rename_from_.reset();
  control_.reply(550, "No such file or directory: " + argument);
}

void Session::rnto(const std::string& argument) {
  const auto from = std::exchange(rename_from_, std::nullopt);
  if (!from) return control_.reply(503, "RNFR comes first.");
  const auto to = place_of(argument);
  if (!to) return control_.reply(553, "Not a name that a file can get here: " + argument);
  std::error_code error;
  fs::rename(*from, *to, error);
  if (error) return report(error, "rename to", argument);
  control_.reply(250, "Renamed.");
}

void Session::mfmt(const std::string& argument) {
  const auto [digits, name] = text::split(argument, ' ');
  const auto time = parse_time(digits);
  if (!time || name.empty()) return control_.reply(501, "MFMT needs YYYYMMDDHHMMSS and a name.");
  const auto path = resolve(directory_, name);
  const auto real = path ? shared_.tree.find(*path) : std::nullopt;
  std::error_code error = std::make_error_code(std::errc::no_such_file_or_directory);
  if (real) fs::last_write_time(*real, to_file_time(*time), error);
  if (error) return report(error, "set the time of", std::string(name));
  control_.reply(213, "Modify=" + ftp::time_text(*time) + "; " + std::string(name));
}

void Session::site(const std::string& argument) {
  const auto [word, rest] = text::split(argument, ' ');
  const auto [mode, name] = text::split(rest, ' ');
  if (text::same_letters(word, "HELP")) return control_.reply(214, "SITE CHMOD MODE NAME");
  if (!text::same_letters(word, "CHMOD")) return control_.reply(504, "SITE knows CHMOD and HELP.");
  chmod(mode, std::string(name));
}

void Session::chmod(std::string_view mode, const std::string& name) {
  const auto bits = text::number<unsigned>(mode, 8);
  if (!bits || *bits > 0777 || name.empty())
    return control_.reply(501, "SITE CHMOD needs a mode up to 777 and a name.");
  const auto path = resolve(directory_, name);
  const auto real = path ? shared_.tree.find(*path) : std::nullopt;
  std::error_code error = std::make_error_code(std::errc::no_such_file_or_directory);
  if (real) fs::permissions(*real, static_cast<fs::perms>(*bits), error);
  if (error) return report(error, "change the mode of", name);
  control_.reply(200, "Mode changed.");
}

}  // namespace plainsock::ftp::server
