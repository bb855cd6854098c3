// open, user, close, bye, !
#include "plainsock/visible.hpp"
#include "session.hpp"
#include "words.hpp"

namespace plainsock::cli {

void open_word(ShellSession& session, const Line& line) {
  auto url = server_called(line.arguments[0].text);
  if (line.arguments.size() > 1) {
    const auto& port = line.arguments[1].text;
    url.port = ftp::parse_url("ftp://host:" + port).port;
  }
  session.open(std::move(url));
}

void user_word(ShellSession& session, const Line& line) {
  const bool given = line.arguments.size() > 1;
  session.log_in_as(line.arguments[0].text, given ? std::optional{line.arguments[1].text} : std::nullopt);
}

void close_word(ShellSession& session, const Line&) { session.close(); }

void bye_word(ShellSession& session, const Line&) {
  session.ended = true;
  session.close();
}

void local_shell_word(ShellSession&, const Line& line) {
  const auto status = console::run_shell(line.rest);
  if (status != 0) throw Failure{Status::failed, "! " + line.rest + ": exit status " + std::to_string(status)};
}

}  // namespace plainsock::cli
