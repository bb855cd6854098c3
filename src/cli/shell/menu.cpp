// plainsock ftp menu: the words of the shell behind the questions of a first course.
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include "ftp_commands.hpp"
#include "ftp_print.hpp"
#include "plainsock/visible.hpp"
#include "reader_gone.hpp"
#include "session.hpp"
#include "words.hpp"

namespace plainsock::cli {
namespace {

using Answer = std::optional<std::string>;  // nothing: the end of the input

// Nothing is under way while a question waits, so that Ctrl-C ends the program at once.
void leave(void*) noexcept { std::_Exit(static_cast<int>(Status::interrupted)); }

Answer ask(const std::string& question) {
  const console::InterruptScope interrupt{leave, nullptr};
  if (std::fflush(stdout) != 0) throw ReaderGone{};
  std::cerr << question << std::flush;
  std::string line;
  if (!std::getline(std::cin, line)) return std::nullopt;
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

Answer ask_secret(const std::string& question) {
  if (!console::is_terminal(console::Stream::input)) return ask(question);
  const console::InterruptScope interrupt{leave, nullptr};
  return console::read_secret(question);
}

class Menu {
 public:
  Menu(const std::string& host, const FtpOptions& options, const Context& context)
      : session_(options, context, ShellSession::Operator::person, ask), host_(host) {}

  void run() {
    if (!enter()) return;
    while (choose()) continue;
    session_.close();
  }

 private:
  // The failure of one step is one line, and the dialogue goes on; only Ctrl-C ends it.
  template <class Work>
  Status attempt(Work work) try {
    work();
    return Status::done;
  } catch (const ftp::Error& error) {
    if (error.category() == ftp::Category::cancelled) throw;
    return fail(status_of(error), error.what());
  } catch (const Failure& failure) {
    return fail(failure.status(), failure.what());
  } catch (const std::system_error& error) {
    return fail(Status::failed, error.what());
  }
  Status fail(Status status, const char* what) {
    session_.meter().clear();
    complain(what);
    return status;
  }

  // Until somebody is in. A refused login is tried again at the same server.
  bool enter() {
    Status status = Status::failed;
    while (status != Status::done) {
      if (status != Status::login_refused && !find_server()) return false;
      const auto user = ask("User (empty: anonymous): ");
      const auto password = user ? ask_secret("Password: ") : std::nullopt;
      if (!password) return false;
      status = attempt([&] { session_.open(as(*user, *password)); });
    }
    show_directory();
    return true;
  }

  // Until one greets.
  bool find_server() {
    for (;;) {
      if (host_.empty()) {
        const auto answer = ask("Host: ");
        if (!answer) return false;
        host_ = *answer;
      }
      const auto host = std::exchange(host_, {});
      const auto greeted = attempt([&] {
        server_ = server_called(host);
        print_line(visible(session_.greet(server_).text()));
      });
      if (greeted == Status::done) return true;
    }
  }

  ftp::Url as(const std::string& user, const std::string& password) const {
    auto server = server_;
    const bool anonymous = user.empty() || ftp::is_anonymous(user);
    server.user = user.empty() ? std::nullopt : std::optional{user};
    server.password = anonymous && password.empty() ? std::nullopt : std::optional{password};
    return server;
  }

  void show_directory() {
    const auto& directory = session_.directory();
    print_line("Directory: " + (directory.empty() ? "the server does not tell" : for_stdout(directory)));
  }

  bool choose() {
    const auto choice = ask("1 list, 2 change directory, 3 download, anything else ends: ");
    if (choice == "1") return act([this] { ls_word(session_, {}); }), true;
    if (choice == "2") return change_directory();
    return choice == "3" && download();
  }

  // None of this changes anything at the server, so that it may be done twice.
  template <class Work>
  void act(Work work) {
    attempt([&] {
      session_.begin_word();
      session_.repeat_if_lost(work);
    });
  }

  bool change_directory() {
    const auto name = ask("Change to: ");
    if (!name) return false;
    act([&] {
      cd_word(session_, line_of({*name}));
      show_directory();
    });
    return true;
  }

  bool download() {
    const auto kind = ask("B for binary, anything else for text: ");
    const auto local = kind ? ask("Local name (empty: the remote one): ") : std::nullopt;
    const auto remote = local ? ask("Remote name: ") : std::nullopt;
    if (!remote) return false;
    session_.settings().type = kind == "B" || kind == "b" ? ftp::Type::image : ftp::Type::ascii;
    act([&] {
      if (remote->empty()) throw Failure{Status::usage, "usage: no remote name was given"};
      get_word(session_, line_of({*remote, *local}));
    });
    return true;
  }

  // As if they had been typed behind a word of the shell; the empty ones are left out.
  static Line line_of(const std::vector<std::string>& names) {
    Line line;
    for (const auto& name : names) {
      if (!name.empty()) line.arguments.push_back({name, name});
    }
    return line;
  }

  ShellSession session_;
  std::string host_;  // that is to be tried next
  ftp::Url server_;   // that has greeted
};

}  // namespace

Status ftp_menu(const MenuOptions& menu, const FtpOptions& options, const Context& context) {
  if (!options.user.empty() || !options.password_file.empty() || !options.netrc.empty())
    throw Failure{Status::usage, "usage: the menu asks for user and password (without --user, --netrc: ftp shell)"};
  return run_ftp([&] {
    Menu{menu.host, options, context}.run();
    return Status::done;
  });
}

}  // namespace plainsock::cli
