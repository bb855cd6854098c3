// mget mput mdelete mirror
#include <CLI/CLI.hpp>
#include <filesystem>
#include <iterator>
#include <set>

#include "file_words.hpp"
#include "ftp_commands.hpp"
#include "ftp_listing.hpp"
#include "local_names.hpp"
#include "plainsock/ftp/safe_name.hpp"
#include "plainsock/visible.hpp"
#include "session.hpp"
#include "words.hpp"

namespace plainsock::cli {
namespace {

// Asks before each name, if that is wanted: y, n, a (all that follow), q (no more).
class Confirmation {
 public:
  Confirmation(ShellSession& session, std::string what)
      : session_(session), what_(std::move(what)), asks_(session.settings().prompt) {}

  bool asks() const noexcept { return asks_; }

  bool operator()(const std::string& name) {
    while (asks_ && !ended_) {
      const auto answer = session_.ask(what_ + ' ' + visible_line(name) + " [ynaq]? ").value_or("q");
      if (answer == "y" || answer.empty()) return true;
      if (answer == "n") return false;
      asks_ = answer != "a";
      ended_ = answer == "q";
    }
    return !ended_;
  }

 private:
  ShellSession& session_;
  std::string what_;
  bool asks_;
  bool ended_ = false;
};

// A failure that ends one name is told, and the rest goes on. The work is also told the name after its own, ""
// where that is not known.
class EachName {
 public:
  EachName(ShellSession& session, const Line& line) : line_(line), confirm_(session, line.word) {}

  template <class Work>
  void operator()(const std::vector<std::string>& names, Work work) {
    for (auto name = names.begin(); name != names.end(); ++name) {
      if (!confirm_(*name)) continue;
      const bool known = !confirm_.asks() && std::next(name) != names.end();
      try {
        work(*name, known ? *std::next(name) : std::string{});
      } catch (const ftp::Error& error) {
        if (error.category() == ftp::Category::cancelled) throw;
        fail(error.what());
      }
    }
  }
  void fail(const std::string& what) {
    complain(what);
    ++failed_;
  }
  void refuse(int names) { failed_ += names; }
  void finish() const {
    if (failed_ > 0)
      throw Failure{Status::partial, line_.word + ": " + std::to_string(failed_) + " of the files have failed"};
  }

 private:
  const Line& line_;
  Confirmation confirm_;
  int failed_ = 0;
};

std::vector<std::string> remote_names(ShellSession& session, const Argument& argument, EachName& each) {
  if (!session.settings().glob || !argument.has_wildcards()) return {argument.text};
  const auto [folder, pattern] = split_pattern(argument.pattern);
  auto matches = matching_names(session.client(), folder, pattern);
  if (matches.names.empty() && matches.refused == 0) each.fail(argument.text + ": no file has such a name");
  each.refuse(matches.refused);
  for (auto& name : matches.names) name = path_in(folder, name);
  return matches.names;
}

std::vector<std::string> local_files(ShellSession& session, const Argument& argument, EachName& each) {
  if (!session.settings().glob || !argument.has_wildcards()) return {argument.text};
  auto names = local_names(argument.pattern);
  std::erase_if(names, [](const std::string& name) {
    std::error_code ignored;
    return !std::filesystem::is_regular_file(path_from_utf8(name), ignored);
  });
  if (names.empty()) each.fail(argument.text + ": no file has such a name");
  return names;
}

// What all the arguments stand for, in their order; a name that two of them match is there once.
using NamesOf = std::vector<std::string>(ShellSession&, const Argument&, EachName&);
std::vector<std::string> all_names(ShellSession& session, const Line& line, EachName& each, NamesOf names_of) {
  std::vector<std::string> all;
  std::set<std::string> seen;
  for (const auto& argument : line.arguments)
    for (auto& name : names_of(session, argument, each))
      if (seen.insert(name).second) all.push_back(std::move(name));
  return all;
}

std::string last_component(const std::string& path) { return path.substr(path.rfind('/') + 1); }

std::string safe_component(const std::string& path) {
  auto name = last_component(path);
  if (const auto problem = ftp::name_problem(name); !problem.empty())
    throw ftp::Error(ftp::Category::usage, "mget " + path, std::string{problem});
  return name;
}

// The flags are those of `plainsock ftp mirror`.
MirrorOptions mirror_options(const Line& line) {
  MirrorOptions mirror;
  CLI::App app{"mirror"};
  app.add_option("REMOTE", mirror.url)->required();
  app.add_option("LOCAL", mirror.folder);
  add_mirror_flags(app, mirror);
  std::vector<std::string> words;
  for (auto each = line.arguments.rbegin(); each != line.arguments.rend(); ++each) words.push_back(each->text);
  try {
    app.parse(std::move(words));
  } catch (const CLI::ParseError& error) {
    throw Failure{Status::usage, std::string{"usage: mirror: "} + error.what()};
  }
  if (mirror.folder.empty()) mirror.folder = mirror.upload ? "." : safe_component(mirror.url);
  return mirror;
}

}  // namespace

void mget_word(ShellSession& session, const Line& line) {
  EachName each{session, line};
  each(all_names(session, line, each, remote_names), [&](const std::string& name, const std::string& next) {
    download(session, name, safe_component(name), ftp::Partial::fresh, next);
  });
  each.finish();
}

void mput_word(ShellSession& session, const Line& line) {
  EachName each{session, line};
  each(all_names(session, line, each, local_files), [&](const std::string& name, const std::string&) {
    upload(session, name, utf8_from_path(path_from_utf8(name).filename()));
  });
  each.finish();
}

void mdelete_word(ShellSession& session, const Line& line) {
  EachName each{session, line};
  each(all_names(session, line, each, remote_names),
       [&](const std::string& name, const std::string&) { session.client().remove(name); });
  each.finish();
}

// It has connections of its own, which begin in the home directory.
void mirror_word(ShellSession& session, const Line& line) {
  const auto mirror = mirror_options(line);
  session.client();
  auto url = *session.server();
  url.path = mirror.url.starts_with('/') ? mirror.url : path_in(session.directory(), mirror.url);
  if (run_mirror(url, session.credentials(), mirror, session.settings().options, session.settings().context) !=
      Status::done)
    throw Failure{Status::partial, "mirror " + mirror.url + ": some files have failed"};
}

}  // namespace plainsock::cli
