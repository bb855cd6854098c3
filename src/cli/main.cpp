#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>

#include "command.hpp"
#include "plainsock/console.hpp"
#include "reader_gone.hpp"
#include "trace_option.hpp"

namespace plainsock::cli {
namespace {

constexpr auto footer =
    "Exit status: 0 done; 1 the network, the server or the file system said no; 2 wrong usage; 3 an FTP transfer "
    "completed but could\n"
    "not be verified; 4 part of the work failed; 5 a transfer was cut short or did not match; 28 a time limit ran "
    "out; 67 login\n"
    "refused; 78 no such file; 130 interrupted.\n";

struct GlobalOptions {
  std::string trace;  // "" none, "true" stderr, otherwise a file
  bool ipv4 = false;
  bool ipv6 = false;
};

void add_global_options(CLI::App& app, Context& context, GlobalOptions& options) {
  app.set_version_flag("--version", "plainsock " PLAINSOCK_VERSION);
  app.add_flag("--trace{true}", options.trace,
               "Print every system call of the network to stderr, or with --trace=FILE to FILE");
  app.add_flag("--explain", context.explain,
               "Add to each traced call, and each FTP line of -v, one sentence on what it is for");
  app.add_option("--timeout", context.timeout, "Seconds that each wait may last")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_flag("-4", options.ipv4, "Use IPv4 only");
  app.add_flag("-6", options.ipv6, "Use IPv6 only");
  app.add_flag("--json", context.json, "Print records as JSON");
  app.footer(footer);
}

void add_commands(CLI::App& app, Context& context) {
  add_resolve(app, context);
  add_services(app, context);
  add_tcp(app, context);
  add_udp(app, context);
  add_chat(app, context);
  add_bot(app, context);
  add_ftp(app, context);
  add_ftpd(app, context);
}

// Behind a command CLI11 takes -6 for a negative number, in front of it for the option that it is.
void move_families_ahead(std::vector<std::string>& arguments) {
  std::stable_partition(arguments.begin(), std::find(arguments.begin(), arguments.end(), "--"),
                        [](const std::string& argument) { return argument == "-4" || argument == "-6"; });
}

// CLI11 takes the arguments from the back of the vector.
void parse(CLI::App& app, std::vector<std::string> arguments) {
  move_families_ahead(arguments);
  std::reverse(arguments.begin(), arguments.end());
  app.parse(std::move(arguments));
}

std::unique_ptr<TraceOutput> start_trace(const std::string& option, const Context& context) {
  const auto from_environment = console::environment("PLAINSOCK_TRACE").value_or("");
  const bool wanted = !option.empty() || (!from_environment.empty() && from_environment != "0") || context.explain;
  if (!wanted) return nullptr;
  return std::make_unique<TraceOutput>(option == "true" ? std::string{} : option,
                                       context.explain ? Explain::yes : Explain::no);
}

int fail(Status status, std::string_view what) {
  complain(what);
  return static_cast<int>(status);
}

int run(const std::vector<std::string>& arguments) {
  CLI::App app{"What the socket calls of Linux and Windows really do, and something useful done with them",
               "plainsock"};
  Context context;
  GlobalOptions options;
  add_global_options(app, context, options);
  app.require_subcommand(0, 1);  // none is told below, an unknown one by name
  app.fallthrough();
  add_commands(app, context);
  try {
    parse(app, arguments);
  } catch (const CLI::Success& asked) {
    return app.exit(asked);
  } catch (const CLI::ParseError& error) {
    return fail(Status::usage, std::string{"usage: "} + error.what() + " (plainsock --help)");
  }
  if (!context.run) return fail(Status::usage, "usage: no command given (plainsock --help)");
  if (options.ipv4 && options.ipv6) return fail(Status::usage, "usage: -4 and -6 exclude each other");
  if (options.ipv4 || options.ipv6) context.family = options.ipv4 ? Family::ipv4 : Family::ipv6;
  const auto trace = start_trace(options.trace, context);
  const auto status = context.run();
  return std::fflush(stdout) == 0 ? static_cast<int>(status) : static_cast<int>(Status::failed);
}

Status status_of(std::error_code error) noexcept {
  return error == std::errc::timed_out ? Status::timed_out : Status::failed;
}

int guarded_main(int argc, char** argv) {
  try {
    return run(console::prepare(argc, argv));
  } catch (const ReaderGone&) {
    return static_cast<int>(Status::failed);
  } catch (const Failure& failure) {
    return fail(failure.status(), failure.what());
  } catch (const std::system_error& error) {
    return fail(status_of(error.code()), error.what());
  } catch (const std::exception& error) {
    return fail(Status::failed, error.what());
  }
}

}  // namespace
}  // namespace plainsock::cli

int main(int argc, char** argv) { return plainsock::cli::guarded_main(argc, argv); }
