// plainsock ftp: which commands there are and what options they take.
#include <CLI/CLI.hpp>
#include <memory>

#include "ftp_commands.hpp"

namespace plainsock::cli {
namespace {

void add_login_options(CLI::App& ftp, FtpOptions& options) {
  ftp.add_option("--user", options.user, "Log in as this user; without one: anonymous");
  ftp.add_option("--password-file", options.password_file, "A file whose first line is the password; - is stdin");
  ftp.add_flag("--netrc{true}", options.netrc, "Take user and password from ~/.netrc, or --netrc=FILE");
  ftp.add_option("--account", options.account, "What ACCT says, for the few servers that ask");
  ftp.add_option("--encoding", options.encoding, "How the server writes names: utf-8, latin-1")
      ->check(CLI::IsMember({"utf-8", "latin-1"}, CLI::ignore_case));
  ftp.add_option("--virtual-host", options.virtual_host, "Say this name by HOST before the login");
  ftp.add_option("--tls", options.tls, "never, try, require: this build has no TLS")
      ->check(CLI::IsMember({"never", "try", "require"}));
  ftp.add_option("--cacert", options.certificates, "For TLS, which this build does not have");
  ftp.add_flag("--insecure", options.insecure, "For TLS, which this build does not have");
}

void add_connection_options(CLI::App& ftp, FtpOptions& options) {
  ftp.add_flag("--active", options.active, "Let the server open data connections (EPRT, PORT)");
  ftp.add_flag("--passive{false}", options.active, "Open data connections from here (EPSV, PASV): the default");
  ftp.add_flag("--no-epsv", options.no_epsv, "Only PASV");
  ftp.add_flag("--no-eprt", options.no_eprt, "Only PORT");
  ftp.add_flag("--trust-pasv-host", options.trust_pasv_host, "Connect to the host that a 227 reply names");
  ftp.add_option("--active-ports", options.active_ports, "LO-HI: the ports to listen on");
  ftp.add_option("--retries", options.retries, "How often to try again after a failure that can pass");
  ftp.add_option("--max-time", options.max_time, "Seconds that all of it may take")->check(CLI::PositiveNumber);
  ftp.add_option("--quote-before", options.before, "A command for the server after the login; *COMMAND may fail")
      ->allow_extra_args(false);
  ftp.add_option("--quote-after", options.after, "A command for the server at the end; *COMMAND may fail")
      ->allow_extra_args(false);
}

void add_transfer_options(CLI::App& ftp, FtpOptions& options) {
  ftp.add_option("--max-filesize", options.max_filesize, "Refuse files of more bytes");
  ftp.add_option("--limit-rate", options.limit_rate, "Bytes a second");
  auto* no_verify =
      ftp.add_flag("--no-verify", options.no_verify, "Accept a complete file although the final reply is missing");
  ftp.add_flag("--verify", options.verify, "Compare checksums where the server has them; fail if nothing proves it")
      ->excludes(no_verify);
  ftp.add_flag("--preserve", options.preserve, "Keep the time of the file");
  ftp.add_option("--overwrite", options.overwrite, "Local files that are there: always, never, newer")
      ->check(CLI::IsMember({"always", "never", "newer"}));
  ftp.add_flag("-v,--verbose", options.verbose, "Show the dialogue: > sent, < received");
  ftp.add_flag("-q,--quiet", options.quiet, "No progress and no remarks");
  ftp.add_option("--progress", options.progress, "auto, always, never")
      ->check(CLI::IsMember({"auto", "always", "never"}));
}

using Common = std::shared_ptr<FtpOptions>;

// Adds a command; what it is about to do is kept until all options have been read.
class Adder {
 public:
  Adder(CLI::App& ftp, Context& context, Common common)
      : ftp_(ftp), context_(context), common_(std::move(common)) {}

  // `set_up` adds the command's own options.
  template <class Own, class SetUp>
  void add(const char* name, const char* about, Status (*run)(const Own&, const FtpOptions&, const Context&),
           SetUp set_up) {
    const auto own = std::make_shared<Own>();
    auto* command = ftp_.add_subcommand(name, about);
    command->footer("What all FTP commands take (--user, --retries, -v, ...): plainsock ftp --help");
    set_up(*command, *own);
    command->callback([=, common = common_, &context = context_] {
      context.run = [=, &context] { return run(*own, *common, context); };
    });
  }

 private:
  CLI::App& ftp_;
  Context& context_;
  Common common_;
};

void add_transfers(Adder& adder) {
  adder.add<GetOptions>("get", "Download files", ftp_get, [](CLI::App& get, GetOptions& own) {
    get.add_option("URL", own.urls,
                   "ftp://[USER[:PASSWORD]@]HOST[:PORT]/PATH[;type=a|i|d]; * ? [ ] fetch all that match")
        ->required();
    get.add_option("-o,--output", own.output, "The local name; a folder when it ends in /; - is stdout");
    get.add_flag("--ascii", own.ascii, "Text: line ends become this system's");
    get.add_flag("--resume", own.resume, "Continue what is there already");
    get.add_option("--range", own.range, "Only the bytes A-B, A- or -N");
  });
  adder.add<PutOptions>("put", "Upload files", ftp_put, [](CLI::App& put, PutOptions& own) {
    put.add_option("FILE|URL", own.files_and_url,
                   "Files (- is stdin) and where to; a URL ending in / keeps the names")
        ->required();
    put.add_flag("--ascii", own.ascii, "Text: line ends become the network's");
    put.add_flag("--append", own.append, "Add to the end of the remote file (APPE)");
    put.add_flag("--resume", own.resume, "Continue what the server has already");
    put.add_flag("--unique", own.unique, "The server chooses the name (STOU), which is printed");
    put.add_flag("--atomic", own.atomic, "Under another name first, then renamed");
    put.add_flag("--mkdirs", own.make_directories, "Make the directories of the URL");
  });
}

void add_mirror(Adder& adder) {
  adder.add<MirrorOptions>("mirror", "Make a local folder like a directory", ftp_mirror,
                           [](CLI::App& mirror, MirrorOptions& own) {
                             mirror.add_option("URL", own.url, "The directory at the server")->required();
                             mirror.add_option("DIR", own.folder, "The local folder")->required();
                             add_mirror_flags(mirror, own);
                           });
}

void add_looking(Adder& adder) {
  adder.add<ListOptions>("ls", "List a directory", ftp_ls, [](CLI::App& ls, ListOptions& own) {
    ls.add_option("URL", own.url, "The directory")->required();
    ls.add_flag("--names", own.names, "A name a line (NLST)");
    ls.add_flag("--raw", own.raw, "The server's own lines");
  });
  const auto url = [](CLI::App& command, UrlOption& own) { command.add_option("URL", own.url)->required(); };
  adder.add<UrlOption>("stat", "Type, size and time of a file", ftp_stat, url);
  adder.add<UrlOption>("features", "What the server says it can do", ftp_features, url);
}

void add_changes(Adder& adder) {
  const auto urls = [](CLI::App& command, UrlsOption& own) { command.add_option("URL", own.urls)->required(); };
  adder.add<UrlsOption>("rm", "Delete files", ftp_rm, urls);
  adder.add<UrlsOption>("rmdir", "Remove empty directories", ftp_rmdir, urls);
  adder.add<UrlsOption>("mkdir", "Make directories", ftp_mkdir, [&](CLI::App& command, UrlsOption& own) {
    urls(command, own);
    command.add_flag("--parents", own.parents, "Also those above it; it may be there already");
  });
  adder.add<UrlAndWord>("mv", "Rename", ftp_mv, [](CLI::App& command, UrlAndWord& own) {
    command.add_option("URL", own.url)->required();
    command.add_option("NEWPATH", own.word, "Its new path on the same server")->required();
  });
  adder.add<UrlAndWord>("chmod", "Change permissions (SITE CHMOD)", ftp_chmod,
                        [](CLI::App& command, UrlAndWord& own) {
                          command.add_option("MODE", own.word, "Octal, like 644")->required();
                          command.add_option("URL", own.url)->required();
                        });
  adder.add<UrlAndWord>("touch", "Set the time of a file", ftp_touch, [](CLI::App& command, UrlAndWord& own) {
    command.add_option("URL", own.url)->required();
    command.add_option("TIME", own.word, "UTC, like 2026-11-22T10:00:00Z")->required();
  });
  adder.add<QuoteOptions>(
      "quote", "Send commands as they are", ftp_quote, [](CLI::App& command, QuoteOptions& own) {
        command.add_option("URL", own.url)->required();
        command.add_option("COMMAND", own.commands, "Each is one argument: 'SITE HELP'")->required();
      });
}

void add_shell(Adder& adder) {
  adder.add<ShellOptions>(
      "shell", "Type commands; from a pipe: a script", ftp_shell, [](CLI::App& shell, ShellOptions& own) {
        shell.add_option("URL", own.url, "Where to begin; without one: open HOST");
        shell.add_flag("--strict", own.strict, "A script stops at its first error; without it goes on and exits 4");
        shell.footer(
            "The word help lists the others, help WORD explains one. A script is what comes "
            "from a pipe, a word a line.\nWhat all FTP commands take (--user, --retries, "
            "-v, ...): plainsock ftp --help");
      });
}

void add_menu(Adder& adder) {
  adder.add<
      MenuOptions>("menu", "A dialogue that asks for everything", ftp_menu, [](CLI::App& menu, MenuOptions& own) {
    menu.add_option("HOST", own.host, "HOST or HOST:PORT; without it the dialogue asks for it, too");
    menu.footer(
        "Asks for the host, the user and the password (both empty: anonymous), then again and again what to do: "
        "1 lists\nthe directory; 2 asks for another directory and changes to it; 3 asks for B (binary, byte by "
        "byte) or anything else\n(text, line ends become this system's), the local name and the remote name, and "
        "downloads the file. Anything else\nends. What fails is told in one line, and the dialogue goes on.\n"
        "What all FTP commands take (--active, --timeout, -v, ...): plainsock ftp --help");
  });
}

// `plainsock ftp URL`. What a command does not take falls through to here, too, and is one too many then.
void add_shell_at(CLI::App& ftp, Context& context, const Common& common) {
  const auto own = std::make_shared<ShellOptions>();
  ftp.add_option("URL", own->url, "Without a command: the shell, connected to there");
  ftp.callback([=, &ftp, &context] {
    if (!ftp.get_subcommands().empty()) {
      if (!own->url.empty()) throw CLI::ExtrasError(ftp.get_name(), {own->url});
      return;
    }
    if (own->url.empty()) throw CLI::RequiredError::Subcommand(1);
    context.run = [=, &context] { return ftp_shell(*own, *common, context); };
  });
}

}  // namespace

void add_ftp(CLI::App& app, Context& context) {
  auto* ftp = app.add_subcommand("ftp", "Files on an FTP server");
  const auto common = std::make_shared<FtpOptions>();
  ftp->require_subcommand(0, 1);
  ftp->footer("All commands take these options, before or after their own.");
  add_login_options(*ftp, *common);
  add_connection_options(*ftp, *common);
  add_transfer_options(*ftp, *common);
  Adder adder{*ftp, context, common};
  add_transfers(adder);
  add_mirror(adder);
  add_looking(adder);
  add_shell(adder);
  add_menu(adder);
  add_shell_at(*ftp, context, common);
  add_changes(adder);
}

}  // namespace plainsock::cli
