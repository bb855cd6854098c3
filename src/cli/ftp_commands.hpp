// The commands of `plainsock ftp`, behind the parsing of their options.
#pragma once

#include <string>
#include <vector>

#include "ftp_options.hpp"

namespace plainsock::cli {

struct GetOptions {
  std::vector<std::string> urls;
  std::string output;  // FILE, "-" or "DIR/"
  std::string range;   // A-B, A- or -N
  bool ascii = false;
  bool resume = false;
};
Status ftp_get(const GetOptions& get, const FtpOptions& options, const Context& context);

struct PutOptions {
  std::vector<std::string> files_and_url;
  bool ascii = false;
  bool append = false;
  bool resume = false;
  bool unique = false;
  bool atomic = false;
  bool make_directories = false;
};
Status ftp_put(const PutOptions& put, const FtpOptions& options, const Context& context);

struct ListOptions {
  std::string url;
  bool names = false;
  bool raw = false;
};
Status ftp_ls(const ListOptions& list, const FtpOptions& options, const Context& context);

struct UrlOption {
  std::string url;
};
Status ftp_stat(const UrlOption& stat, const FtpOptions& options, const Context& context);
Status ftp_features(const UrlOption& features, const FtpOptions& options, const Context& context);

struct UrlsOption {
  std::vector<std::string> urls;
  bool parents = false;  // mkdir
};
Status ftp_rm(const UrlsOption& rm, const FtpOptions& options, const Context& context);
Status ftp_mkdir(const UrlsOption& mkdir, const FtpOptions& options, const Context& context);
Status ftp_rmdir(const UrlsOption& rmdir, const FtpOptions& options, const Context& context);

// A URL and another word: the new path, the mode, the time.
struct UrlAndWord {
  std::string url;
  std::string word;
};
Status ftp_mv(const UrlAndWord& mv, const FtpOptions& options, const Context& context);
Status ftp_chmod(const UrlAndWord& chmod, const FtpOptions& options, const Context& context);
Status ftp_touch(const UrlAndWord& touch, const FtpOptions& options, const Context& context);

struct QuoteOptions {
  std::string url;
  std::vector<std::string> commands;
};
Status ftp_quote(const QuoteOptions& quote, const FtpOptions& options, const Context& context);

struct MirrorOptions {
  std::string url;
  std::string folder;
  bool upload = false;
  bool remove = false;
  bool newer = false;
  bool dry_run = false;
  std::vector<std::string> include;
  std::vector<std::string> exclude;
  int parallel = 1;
};
Status ftp_mirror(const MirrorOptions& mirror, const FtpOptions& options, const Context& context);
void add_mirror_flags(CLI::App& mirror, MirrorOptions& own);
// The same for a server and user that are known already; mirror.url does not count.
Status run_mirror(const ftp::Url& url, const ftp::Credentials& credentials, const MirrorOptions& mirror,
                  const FtpOptions& options, const Context& context);

struct ShellOptions {
  std::string url;
  bool strict = false;
};
Status ftp_shell(const ShellOptions& shell, const FtpOptions& options, const Context& context);

struct MenuOptions {
  std::string host;  // HOST[:PORT]; empty: asked for
};
Status ftp_menu(const MenuOptions& menu, const FtpOptions& options, const Context& context);

}  // namespace plainsock::cli
