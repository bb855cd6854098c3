// plainsock ftpd: the library's FTP server, for a lab on one machine.
#include <CLI/CLI.hpp>
#include <memory>
#include <optional>

#include "ftp_options.hpp"
#include "plainsock/ftp/server.hpp"
#include "plainsock/local_file.hpp"

namespace plainsock::cli {
namespace {

struct FtpdOptions {
  std::string root = ".";
  std::string bind;
  std::uint16_t port = 2121;
  std::string user;
  std::string password_file;
  std::string passive_ports;
  std::size_t max_clients = 1000;
  bool writable = false;
};

Failure usage(const std::string& what) { return {Status::usage, "usage: " + what + " (plainsock ftpd --help)"}; }

SocketAddress address_of(const FtpdOptions& options, const Context& context) {
  if (options.bind.empty())
    return {IpAddress::loopback(context.family == Family::ipv6 ? Family::ipv6 : Family::ipv4), options.port};
  const auto ip = IpAddress::parse(options.bind);
  if (!ip) throw usage("--bind " + options.bind + ": not an IP address");
  return {*ip, options.port};
}

std::optional<ftp::PortRange> passive_ports(const FtpdOptions& options) {
  const auto [low, high] = port_range("--passive-ports", options.passive_ports);
  return low == 0 ? std::nullopt : std::optional{ftp::PortRange{low, high}};
}

std::optional<ftp::ServerUser> user_of(const FtpdOptions& options) {
  if (options.user.empty() != options.password_file.empty())
    throw usage("--user and --password-file belong together");
  if (options.user.empty()) return std::nullopt;
  const auto password = read_password_file(options.password_file);
  if (password.empty()) throw Failure{Status::failed, "read " + options.password_file + ": no password there"};
  return ftp::ServerUser{options.user, password};
}

ftp::ServerOptions server_options(const FtpdOptions& options, const Context& context) {
  ftp::ServerOptions server;
  server.root = path_from_utf8(options.root);
  server.address = address_of(options, context);
  server.access = options.writable ? ftp::Access::writable : ftp::Access::read_only;
  server.user = user_of(options);
  server.passive_ports = passive_ports(options);
  server.max_clients = options.max_clients;
  return server;
}

void stop(void* server) noexcept { static_cast<ftp::Server*>(server)->stop(); }

Status serve_files(const FtpdOptions& options, const Context& context) {
  ftp::Server server{server_options(options, context)};
  const console::InterruptScope interrupt{&stop, &server};
  print_line("listening " + server.address().to_string(), Flush::yes);
  server.run();
  return console::interrupted() ? Status::interrupted : Status::done;
}

}  // namespace

void add_ftpd(CLI::App& app, Context& context) {
  auto* command = app.add_subcommand(
      "ftpd", "A small FTP server: shows ROOT and nothing else, on the loopback address unless told otherwise");
  const auto options = std::make_shared<FtpdOptions>();
  command->add_option("ROOT", options->root, "The folder to serve")->capture_default_str();
  command->add_option("--bind", options->bind, "The IP address to listen on; default 127.0.0.1, with -6 ::1");
  command->add_option("--port", options->port, "The port, 0 for any free one")->capture_default_str();
  command->add_flag("--writable", options->writable, "Clients may upload, rename and delete");
  command->add_option("--user", options->user, "Only this user may log in; default: anonymous");
  command->add_option("--password-file", options->password_file,
                      "The user's password is its first line; - is stdin");
  command->add_option("--passive-ports", options->passive_ports, "Ports for data connections, LO-HI; default any");
  command->add_option("--max-clients", options->max_clients, "How many may be connected at once")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command->footer(
      "Prints `listening ADDRESS` first, and ends at Ctrl-C. Nothing outside ROOT is shown or changed: by no "
      "spelling "
      "of a path,\nand by no link that leads out of it. An upload takes its name when it is whole. Data "
      "connections "
      "are for the client's\nown address only. A client is sent away after five minutes without a command, or "
      "three "
      "wrong passwords.\n\nplainsock ftpd lab --port 0                                      anybody may read, on "
      "any "
      "free port\nplainsock ftpd lab --writable --user me --password-file secret   I may read and write");
  command->callback(
      [options, &context] { context.run = [options, &context] { return serve_files(*options, context); }; });
}

}  // namespace plainsock::cli
