// plainsock ftp mirror
#include <CLI/CLI.hpp>
#include <cstdio>

#include "ftp_commands.hpp"
#include "plainsock/ftp/mirror.hpp"
#include "plainsock/visible.hpp"

namespace plainsock::cli {
namespace {

ftp::MirrorOptions how_of(const MirrorOptions& mirror, const FtpOptions& options) {
  ftp::MirrorOptions how;
  if (mirror.remove) how.extra = ftp::MirrorOptions::Extra::remove;
  if (mirror.newer) how.choose = ftp::MirrorOptions::Choose::newer;
  if (mirror.dry_run) how.run = ftp::MirrorOptions::Run::dry;
  if (options.verify) how.proof = ftp::MirrorOptions::Proof::required;
  if (options.preserve) how.times = ftp::Times::preserve;
  how.include = mirror.include;
  how.exclude = mirror.exclude;
  how.connections = mirror.parallel;
  how.retries = options.retries.value_or(3);
  const bool talkative = mirror.dry_run || options.verbose;
  how.report = [talkative](std::string_view action, const std::string& path, std::string_view why) {
    if (action == "fail" || action == "refuse")
      return complain(action == "fail" ? std::string{why} : path + ": refused: " + std::string{why});
    if (talkative && action != "skip") print_line(std::string{action} + '\t' + visible_line(path));
  };
  return how;
}

void show(const ftp::MirrorSummary& summary) {
  std::fprintf(stderr,
               "plainsock: %llu files, %llu bytes; %llu unchanged, %llu removed, %llu refused, %llu failed\n",
               static_cast<unsigned long long>(summary.transferred), static_cast<unsigned long long>(summary.bytes),
               static_cast<unsigned long long>(summary.unchanged), static_cast<unsigned long long>(summary.removed),
               static_cast<unsigned long long>(summary.refused), static_cast<unsigned long long>(summary.failed));
}

}  // namespace

void add_mirror_flags(CLI::App& mirror, MirrorOptions& own) {
  mirror.add_flag("--upload", own.upload, "The other way: make the directory like the folder");
  mirror.add_flag("--delete", own.remove, "Remove what the other side does not have");
  mirror.add_flag("--newer", own.newer, "Only files that are newer, whatever their size");
  mirror.add_flag("--dry-run", own.dry_run, "Only say what would be done");
  mirror.add_option("--include", own.include, "Only files with such a name")->allow_extra_args(false);
  mirror.add_option("--exclude", own.exclude, "No files and directories with such a name")->allow_extra_args(false);
  mirror.add_option("--parallel", own.parallel, "Connections at once")->check(CLI::Range(1, 64));
}

Status run_mirror(const ftp::Url& url, const ftp::Credentials& credentials, const MirrorOptions& mirror,
                  const FtpOptions& options, const Context& context) {
  ftp::Mirror work{{url.host, url.port}, credentials, client_options(options, context), how_of(mirror, options)};
  const console::InterruptScope interrupt{
      [](void* running) noexcept { static_cast<ftp::Mirror*>(running)->cancel(); }, &work};
  const auto folder = path_from_utf8(mirror.folder);
  auto path = url.path;
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  const auto summary = mirror.upload ? work.upload(folder, path) : work.download(path, folder);
  if (!options.quiet) show(summary);
  return summary.complete() ? Status::done : Status::partial;
}

Status ftp_mirror(const MirrorOptions& mirror, const FtpOptions& options, const Context& context) {
  return run_ftp([&] {
    const auto url = ftp::parse_url(mirror.url);
    std::optional<std::string> password;
    return run_mirror(url, credentials_of(options, url, password), mirror, options, context);
  });
}

}  // namespace plainsock::cli
