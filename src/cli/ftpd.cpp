// plainsock ftpd: the library's FTP server, for a lab on one machine.
#include <CLI/CLI.hpp>
#include <charconv>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>

#include "command.hpp"
#include "plainsock/console.hpp"
#include "plainsock/ftp/server.hpp"

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

std::filesystem::path path_of(const std::string& text) {
  return std::filesystem::path{std::u8string(text.begin(), text.end())};
}

Failure usage(const std::string& what) { return {Status::usage, "usage: " + what + " (plainsock ftpd --help)"}; }

SocketAddress address_of(const FtpdOptions& options, const Context& context) {
  if (options.bind.empty())
    return {IpAddress::loopback(context.family == Family::ipv6 ? Family::ipv6 : Family::ipv4), options.port};
  const auto ip = IpAddress::parse(options.bind);
  if (!ip) throw usage("--bind " + options.bind + ": not an IP address");
  return {*ip, options.port};
}

std::optional<ftp::PortRange> ports_of(const std::string& text) {
  if (text.empty()) return std::nullopt;
  ftp::PortRange range;
  const char* const end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, range.first);
  const bool dash = first.ec == std::errc{} && first.ptr != end && *first.ptr == '-';
  const auto last = std::from_chars(dash ? first.ptr + 1 : end, end, range.last);
  if (!dash || last.ec != std::errc{} || last.ptr != end || range.first == 0 || range.first > range.last)
    throw usage("--passive-ports " + text + ": not a range of ports such as 50000-50100");
  return range;
}

std::string first_line(std::istream& in, const std::string& name) {
  std::string line;
  if (!std::getline(in, line)) throw Failure{Status::failed, "read " + name + ": no password there"};
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return line;
}

std::optional<ftp::ServerUser> user_of(const FtpdOptions& options) {
  if (options.user.empty() != options.password_file.empty())
    throw usage("--user and --password-file belong together");
  if (options.user.empty()) return std::nullopt;
  if (options.password_file == "-") return ftp::ServerUser{options.user, first_line(std::cin, "stdin")};
  std::ifstream file(path_of(options.password_file), std::ios::binary);
  return ftp::ServerUser{options.user, first_line(file, options.password_file)};
}

ftp::ServerOptions server_options(const FtpdOptions& options, const Context& context) {
  ftp::ServerOptions server;
  server.root = path_of(options.root);
  server.address = address_of(options, context);
  server.access = options.writable ? ftp::Access::writable : ftp::Access::read_only;
  server.user = user_of(options);
  server.passive_ports = ports_of(options.passive_ports);
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
  command->callback(
      [options, &context] { context.run = [options, &context] { return serve_files(*options, context); }; });
}

}  // namespace plainsock::cli
