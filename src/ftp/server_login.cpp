// Who the client is, and the settings of its session.
#include "plainsock/ftp/login.hpp"
#include "server_session.hpp"
#include "text.hpp"

namespace plainsock::ftp::server {
namespace {

// Takes the same time wherever the difference is.
bool same_secret(std::string_view given, std::string_view secret) noexcept {
  unsigned difference = given.size() == secret.size() ? 0 : 1;
  for (std::size_t i = 0; i < given.size(); ++i) {
    const char expected = i < secret.size() ? secret[i] : '\0';
    difference |= static_cast<unsigned char>(given[i]) ^ static_cast<unsigned char>(expected);
  }
  return difference == 0;
}

}  // namespace

void Session::user(const std::string& name) {
  logged_in_ = false;
  control_.hide_input();
  user_ = name;
  const bool anyone = !shared_.options.user && is_anonymous(name);
  control_.reply(331, anyone ? "Any password will do." : "Please give the password.");
}

void Session::pass(const std::string& password) {
  if (user_.empty() || logged_in_) return control_.reply(503, "Give the user first.");
  if (accepts(password)) {
    logged_in_ = true;
    control_.show_input();
    return control_.reply(230, "Logged in.");
  }
  user_.clear();
  if (++refused_logins_ < shared_.options.login_tries) return control_.reply(530, "Login incorrect.");
  control_.reply(530, "Login incorrect, too often: closing the connection.");
  finish();
}

bool Session::accepts(const std::string& password) const {
  const auto& only = shared_.options.user;
  if (!only) return is_anonymous(user_);
  const bool same_name = same_secret(user_, only->name);
  return same_secret(password, only->password) && same_name;
}

void Session::quit(const std::string&) {
  control_.reply(221, "Goodbye.");
  finish();
}

void Session::syst(const std::string&) { control_.reply(215, "UNIX Type: L8"); }

void Session::feat(const std::string&) {
  std::vector<std::string> features{"EPRT", "EPSV", "MDTM", facts_.feature(), "PASV", "REST STREAM",
                                    "SIZE", "TVFS", "UTF8"};
  if (shared_.options.access == Access::writable) features.insert(features.begin() + 3, "MFMT");
  control_.reply(211, "Features:", features, "End");
}

void Session::opts(const std::string& argument) {
  if (text::same_letters(argument, "UTF8 ON")) return control_.reply(200, "Names are always UTF-8.");
  if (!text::starts_with_letters(argument + ' ', "MLST ")) return control_.reply(501, "Option not understood.");
  facts_.choose(text::trim(std::string_view{argument}.substr(4)));
  control_.reply(200, "MLST OPTS " + facts_.chosen());
}

void Session::noop(const std::string&) { control_.reply(200, "Nothing done."); }

void Session::superfluous(const std::string&) { control_.reply(202, "Not needed here."); }

void Session::type(const std::string& argument) {
  const auto wanted = text::upper(argument);
  if (wanted == "A" || wanted == "A N") {
    type_ = Type::ascii;
    control_.reply(200, "Type is ASCII.");
  } else if (wanted == "I" || wanted == "L 8" || wanted == "L8") {
    type_ = Type::binary;
    control_.reply(200, "Type is binary.");
  } else {
    control_.reply(504, "Only the types A and I are served.");
  }
}

void Session::mode(const std::string& argument) {
  if (text::same_letters(argument, "S")) return control_.reply(200, "Mode is stream.");
  control_.reply(504, "Only mode S is served.");
}

void Session::stru(const std::string& argument) {
  if (text::same_letters(argument, "F")) return control_.reply(200, "Structure is file.");
  control_.reply(504, "Only structure F is served.");
}

}  // namespace plainsock::ftp::server
