// delete rename mkdir rmdir chmod quote site system features remotehelp
#include "ftp_print.hpp"
#include "session.hpp"
#include "words.hpp"

namespace plainsock::cli {
namespace {

void show_reply(const std::string& step, const ftp::Reply& reply) {
  if (reply.failed()) throw ftp::Error(step, reply);
  print_reply(reply);
}

}  // namespace

void delete_word(ShellSession& session, const Line& line) { session.client().remove(line.arguments[0].text); }
void mkdir_word(ShellSession& session, const Line& line) {
  session.client().make_directory(line.arguments[0].text);
}
void rmdir_word(ShellSession& session, const Line& line) {
  session.client().remove_directory(line.arguments[0].text);
}

void rename_word(ShellSession& session, const Line& line) {
  session.client().rename(line.arguments[0].text, line.arguments[1].text);
}

void chmod_word(ShellSession& session, const Line& line) {
  session.client().change_mode(line.arguments[1].text, line.arguments[0].text);
}

void quote_word(ShellSession& session, const Line& line) {
  if (line.rest.empty()) throw Failure{Status::usage, "usage: quote COMMAND"};
  show_reply("quote " + line.arguments[0].text, session.client().command(line.rest));
}

void site_word(ShellSession& session, const Line& line) {
  if (line.rest.empty()) throw Failure{Status::usage, "usage: site COMMAND"};
  show_reply("SITE " + line.rest, session.client().command("SITE", line.rest));
}

void system_word(ShellSession& session, const Line&) { show_reply("SYST", session.client().command("SYST")); }
void features_word(ShellSession& session, const Line&) { print_features(session.client().features()); }

void remotehelp_word(ShellSession& session, const Line& line) {
  show_reply("HELP", session.client().command("HELP", line.rest));
}

}  // namespace plainsock::cli
