// get reget newer put append restart
#include "file_words.hpp"

#include <charconv>

#include "ftp_transfer.hpp"
#include "plainsock/ftp/safe_name.hpp"
#include "plainsock/visible.hpp"
#include "session.hpp"
#include "words.hpp"

namespace plainsock::cli {
namespace {

// The last component, which may have come from the server by completion: a safe one.
std::string local_name(const Line& line) {
  if (line.arguments.size() > 1) return line.arguments[1].text;
  const auto& remote = line.arguments[0].text;
  const auto name = remote.substr(remote.rfind('/') + 1);
  if (const auto problem = ftp::name_problem(name); !problem.empty())
    throw ftp::Error(ftp::Category::usage, "get " + remote, std::string{problem} + " (name a local file, too)");
  return name;
}

std::string remote_name(const Line& line) {
  if (line.arguments.size() > 1) return line.arguments[1].text;
  return utf8_from_path(path_from_utf8(line.arguments[0].text).filename());
}

void tell(ShellSession& session, const std::string& name, const ftp::Outcome& outcome) {
  session.meter().clear();
  if (!session.has_person() || session.settings().options.quiet) return;
  const auto text = visible_line(name) + ": " + std::to_string(outcome.bytes) + " bytes\n";
  std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace

void download(ShellSession& session, const std::string& remote, const std::string& local, ftp::Partial partial,
              const std::string& next) {
  auto& settings = session.settings();
  auto how = how_to_download(settings.options);
  how.type = settings.type;
  how.partial = partial;
  how.retries = session.retries();
  how.range.offset = std::exchange(settings.restart, 0);
  how.next.path = next;
  auto& client = session.client();
  session.meter().begin(remote);
  if (local == "-") {
    how.range.type = how.type;
    retrieve_to_stdout(client, remote, how.range, settings.options);
    return;
  }
  const auto path = path_from_utf8(local);
  if (!is_wanted(client, remote, path, settings.options.overwrite)) return;
  tell(session, remote, download_file(client, remote, path, how));
}

void upload(ShellSession& session, const std::string& local, const std::string& remote, ftp::Storage::Way way) {
  auto how = how_to_upload(session.settings().options);
  how.type = session.settings().type;
  how.way = way;
  how.retries = session.retries();
  auto& client = session.client();
  session.meter().begin(local);
  tell(session, local, upload_file(client, path_from_utf8(local), remote, how));
}

void get_word(ShellSession& session, const Line& line) {
  download(session, line.arguments[0].text, local_name(line));
}

void reget_word(ShellSession& session, const Line& line) {
  download(session, line.arguments[0].text, local_name(line), ftp::Partial::resume);
}

void newer_word(ShellSession& session, const Line& line) {
  const auto& remote = line.arguments[0].text;
  const auto local = local_name(line);
  if (is_wanted(session.client(), remote, path_from_utf8(local), "newer")) download(session, remote, local);
}

void put_word(ShellSession& session, const Line& line) {
  upload(session, line.arguments[0].text, remote_name(line));
}

void append_word(ShellSession& session, const Line& line) {
  upload(session, line.arguments[0].text, remote_name(line), ftp::Storage::Way::append);
}

void restart_word(ShellSession& session, const Line& line) {
  auto& restart = session.settings().restart;
  if (line.arguments.empty()) return print_line("restart at " + std::to_string(restart));
  const auto& text = line.arguments[0].text;
  std::uint64_t bytes = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), bytes);
  if (error != std::errc{} || end != text.data() + text.size())
    throw Failure{Status::usage, "usage: restart takes a number of bytes"};
  restart = bytes;
}

}  // namespace plainsock::cli
