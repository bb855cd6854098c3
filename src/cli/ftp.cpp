// plainsock ftp: which commands there are and what options they take.
#include <CLI/CLI.hpp>
#include <memory>

#include "ftp_commands.hpp"

namespace plainsock::cli {
namespace {

void add_common_options(CLI::App& ftp, FtpOptions& options) {
  ftp.add_option("--user", options.user, "Log in as this user; without one: anonymous");
  ftp.add_option("--account", options.account, "What ACCT says, for the few servers that ask");
  ftp.add_flag("--active", options.active, "Let the server open data connections (EPRT, PORT)");
  ftp.add_flag("--passive{false}", options.active, "Open data connections from here (EPSV, PASV): the default");
  ftp.add_flag("--no-epsv", options.no_epsv, "Only PASV");
  ftp.add_flag("--no-eprt", options.no_eprt, "Only PORT");
  ftp.add_flag("--trust-pasv-host", options.trust_pasv_host, "Connect to the host that a 227 reply names");
  ftp.add_flag("--no-verify", options.no_verify, "Accept a complete file although the final reply is missing");
  ftp.add_flag("-v,--verbose", options.verbose, "Show the dialogue: > sent, < received");
  ftp.add_flag("-q,--quiet", options.quiet, "No progress and no remarks");
}

using Options = std::shared_ptr<FtpOptions>;

// A command with its own options and the function that runs it.
template <class Own>
std::shared_ptr<Own> add(CLI::App& ftp, Context& context, const Options& common, const char* name,
                         const char* about, Status (*run)(const Own&, const FtpOptions&, const Context&)) {
  auto own = std::make_shared<Own>();
  ftp.add_subcommand(name, about)->callback([=, &context] {
    context.run = [=, &context] { return run(*own, *common, context); };
  });
  return own;
}

void add_get(CLI::App& ftp, Context& context, const Options& common) {
  const auto own = add<GetOptions>(ftp, context, common, "get", "Download files", ftp_get);
  auto* get = ftp.get_subcommand("get");
  get->add_option("URL", own->urls, "ftp://[USER[:PASSWORD]@]HOST[:PORT]/PATH[;type=a|i]")->required();
  get->add_option("-o,--output", own->output, "The local name; a folder when it ends in /; - is stdout");
  get->add_flag("--ascii", own->ascii, "Text: line ends become this system's");
}

void add_ls(CLI::App& ftp, Context& context, const Options& common) {
  const auto own = add<ListOptions>(ftp, context, common, "ls", "List a directory", ftp_ls);
  auto* ls = ftp.get_subcommand("ls");
  ls->add_option("URL", own->url, "The directory")->required();
  ls->add_flag("--names", own->names, "A name a line (NLST)");
  ls->add_flag("--raw", own->raw, "The server's own lines");
}

}  // namespace

void add_ftp(CLI::App& app, Context& context) {
  auto* ftp = app.add_subcommand("ftp", "Files on an FTP server");
  const auto common = std::make_shared<FtpOptions>();
  ftp->require_subcommand(1);
  ftp->footer("These options stand before or after the command and its arguments.");
  add_common_options(*ftp, *common);
  add_get(*ftp, context, common);
  add_ls(*ftp, context, common);
}

}  // namespace plainsock::cli
