// plainsock ftp rm, mkdir, rmdir, mv, chmod, touch, quote, features
#include <algorithm>

#include "ftp_commands.hpp"
#include "ftp_print.hpp"
#include "plainsock/ftp/timestamp.hpp"

namespace plainsock::cli {
namespace {

// The URL's path may not be empty where something is done to it.
ftp::Url parse_path(const std::string& text) {
  auto url = ftp::parse_url(text);
  while (url.path.size() > 1 && url.path.ends_with('/')) url.path.pop_back();
  if (url.path.empty()) throw ftp::Error(ftp::Category::usage, "usage", "the URL names nothing");
  if (!url.pattern.empty())
    throw ftp::Error(ftp::Category::usage, "usage", "no patterns here (write %2A for a star)");
  return url;
}

template <class Work>
Status with_each(const std::vector<std::string>& urls, const FtpOptions& options, const Context& context,
                 Work work) {
  return run_ftp([&] {
    FtpConnection connection{options, context};
    const auto status = for_each_name(urls, [&](const std::string& text) {
      const auto url = parse_path(text);
      work(connection.open(url), url.path);
    });
    connection.quit();
    return status;
  });
}

template <class Work>
Status with_one(const std::string& url, const FtpOptions& options, const Context& context, Work work) {
  return with_each({url}, options, context, work);
}

void make_with_parents(ftp::Client& client, const std::string& path) {
  for (auto slash = path.find('/', 1); slash != std::string::npos; slash = path.find('/', slash + 1))
    static_cast<void>(client.command("MKD", path.substr(0, slash)));
  const auto made = client.command("MKD", path);
  if (made.completion()) return;
  if (!client.command("CWD", path).completion()) throw ftp::Error("MKD " + path, made);
}

void check_mode(const std::string& mode) {
  const bool octal = !mode.empty() && mode.find_first_not_of("01234567") == std::string::npos;
  if (!octal || mode.size() > 4) throw Failure{Status::usage, "usage: the mode is octal, like 644"};
}

// "2026-11-22T10:00:00Z" and "20261122100000", both UTC.
std::chrono::sys_seconds time_in(std::string text) {
  std::erase_if(text, [](char c) { return c == '-' || c == ':' || c == 'T' || c == 'Z' || c == ' '; });
  if (text.size() == 8) text += "000000";
  const auto time = ftp::parse_time(text);
  if (!time) throw ftp::Error(ftp::Category::usage, "usage", "the time must look like 2026-11-22T10:00:00Z");
  return *time;
}

}  // namespace

Status ftp_rm(const UrlsOption& rm, const FtpOptions& options, const Context& context) {
  return with_each(rm.urls, options, context,
                   [](ftp::Client& client, const std::string& path) { client.remove(path); });
}

Status ftp_mkdir(const UrlsOption& mkdir, const FtpOptions& options, const Context& context) {
  return with_each(mkdir.urls, options, context, [&](ftp::Client& client, const std::string& path) {
    mkdir.parents ? make_with_parents(client, path) : client.make_directory(path);
  });
}

Status ftp_rmdir(const UrlsOption& rmdir, const FtpOptions& options, const Context& context) {
  return with_each(rmdir.urls, options, context,
                   [](ftp::Client& client, const std::string& path) { client.remove_directory(path); });
}

Status ftp_mv(const UrlAndWord& mv, const FtpOptions& options, const Context& context) {
  return with_one(mv.url, options, context,
                  [&](ftp::Client& client, const std::string& path) { client.rename(path, mv.word); });
}

Status ftp_chmod(const UrlAndWord& chmod, const FtpOptions& options, const Context& context) {
  check_mode(chmod.word);
  return with_one(chmod.url, options, context,
                  [&](ftp::Client& client, const std::string& path) { client.change_mode(path, chmod.word); });
}

Status ftp_touch(const UrlAndWord& touch, const FtpOptions& options, const Context& context) {
  return with_one(touch.url, options, context, [&](ftp::Client& client, const std::string& path) {
    if (!client.set_modified(path, time_in(touch.word)))
      throw ftp::Error(ftp::Category::refused, "touch " + path, "the server cannot set the time of this file");
  });
}

Status ftp_quote(const QuoteOptions& quote, const FtpOptions& options, const Context& context) {
  return run_ftp([&] {
    FtpConnection connection{options, context};
    auto& client = connection.open(ftp::parse_url(quote.url));
    bool failed = false;
    for (const auto& command : quote.commands) {
      const auto reply = client.command(command);
      print_reply(reply);
      failed = failed || reply.failed();
    }
    if (client.is_open()) connection.quit();
    return failed ? Status::failed : Status::done;
  });
}

Status ftp_features(const UrlOption& features, const FtpOptions& options, const Context& context) {
  return run_ftp([&] {
    FtpConnection connection{options, context};
    auto& client = connection.open(ftp::parse_url(features.url));
    print_reply(client.command("SYST"));
    print_features(client.features());
    connection.quit();
    return Status::done;
  });
}

}  // namespace plainsock::cli
