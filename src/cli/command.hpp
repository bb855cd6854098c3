// What every command of the program shares: the options that all take, how it fails, how it prints.
#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "plainsock/deadline.hpp"
#include "plainsock/ip_address.hpp"

namespace CLI {
class App;
}

namespace plainsock::cli {

// Exit statuses, as `plainsock --help` lists them.
enum class Status {
  done = 0,
  failed = 1,  // the network, the server or the file system said no
  usage = 2,
  unverified = 3,
  partial = 4,
  cut_short = 5,
  timed_out = 28,
  login_refused = 67,
  no_such_file = 78,
  interrupted = 130,
};

// The options that stand before or after any command, and what the chosen command will do.
struct Context {
  Family family = Family::any;  // -4, -6
  bool json = false;
  bool explain = false;
  double timeout = 30;  // seconds, for each wait
  std::function<Status()> run;

  Deadline::Clock::duration patience() const noexcept {
    return std::chrono::duration_cast<Deadline::Clock::duration>(std::chrono::duration<double>(timeout));
  }
  Deadline deadline() const noexcept { return Deadline::after(patience()); }
};

// Ends the command with one line on stderr: "plainsock: " and what(), and this status.
class Failure : public std::runtime_error {
 public:
  Failure(Status status, const std::string& what) : std::runtime_error(what), status_(status) {}
  Status status() const noexcept { return status_; }

 private:
  Status status_;
};

// One result line on stdout, flushed at once when `Flush::yes` (servers). Ends the program quietly when nobody
// reads any more.
enum class Flush { no, yes };
void print_line(std::string_view line, Flush flush = Flush::no);
void print(std::string_view text, Flush flush = Flush::no);
// One line on stderr, "plainsock: " first and made safe for a terminal; the command goes on.
void complain(std::string_view what);
// Calls `each` for every line of stdin until its end; shows `prompt` when a person types.
void for_each_input_line(std::string_view prompt, const std::function<void(const std::string&)>& each);

// Each command adds itself to the command line and, when it is chosen, sets context.run.
void add_resolve(CLI::App& app, Context& context);
void add_services(CLI::App& app, Context& context);
void add_tcp(CLI::App& app, Context& context);
void add_udp(CLI::App& app, Context& context);
void add_chat(CLI::App& app, Context& context);
void add_bot(CLI::App& app, Context& context);
void add_ftp(CLI::App& app, Context& context);
void add_ftpd(CLI::App& app, Context& context);

}  // namespace plainsock::cli
