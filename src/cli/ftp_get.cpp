// plainsock ftp get
#include <filesystem>

#include "ftp_commands.hpp"
#include "plainsock/ftp/download.hpp"
#include "plainsock/ftp/safe_name.hpp"
#include "plainsock/visible.hpp"
#include "reader_gone.hpp"

namespace plainsock::cli {
namespace {

// stdout, which may be a pipe whose reader goes away.
class StdoutSink final : public ftp::DataSink {
 public:
  StdoutSink() : file_(LocalFile::standard_output().value("stdout")) {}
  void write(std::span<const std::byte> data) override {
    const auto written = file_.write_all(data);
    if (written) return;
    if (written.error() == std::errc::broken_pipe) throw ReaderGone{};
    throw ftp::Error(ftp::Category::local, "write stdout", written.error().message());
  }

 private:
  LocalFile file_;
};

class Get {
 public:
  Get(const GetOptions& get, const FtpOptions& options, const Context& context)
      : get_(get), options_(options), connection_(options, context) {}

  Status run() {
    const auto status = for_each_name(get_.urls, [&](const std::string& text) { one(ftp::parse_url(text)); });
    connection_.quit();
    return status;
  }

 private:
  void one(const ftp::Url& url) {
    if (url.name().empty()) throw ftp::Error(ftp::Category::usage, "get " + url.path, "the URL names no file");
    get_.output == "-" ? to_stdout(url) : to_file(url);
  }

  void to_stdout(const ftp::Url& url) {
    StdoutSink sink;
    const auto outcome = open(url).retrieve(url.path, sink, {.type = type_of(url), .length = {}, .next = {}});
    report(url, outcome);
  }

  void to_file(const ftp::Url& url) {
    const auto local = local_path(url);
    const auto unproven = options_.no_verify ? ftp::Unproven::accept : ftp::Unproven::refuse;
    report(url, download_file(open(url), url.path, local, {type_of(url), unproven, {}}));
  }

  ftp::Client& open(const ftp::Url& url) {
    return connection_.open(url, type_of(url) == ftp::Type::image ? url.path : std::string{});
  }

  ftp::Type type_of(const ftp::Url& url) const {
    const bool ascii = get_.ascii || url.type == ftp::Url::Type::ascii;
    return ascii ? ftp::Type::ascii : ftp::Type::image;
  }

  std::filesystem::path local_path(const ftp::Url& url) const {
    const auto given = path_from_utf8(get_.output);
    std::error_code ignored;
    if (!get_.output.empty() && given.has_filename() && !std::filesystem::is_directory(given, ignored))
      return given;
    if (const auto problem = ftp::name_problem(url.name()); !problem.empty())
      throw ftp::Error(ftp::Category::usage, "get " + url.path, std::string{problem} + " (choose a name with -o)");
    return given / path_from_utf8(url.name());
  }

  void report(const ftp::Url& url, const ftp::Outcome& outcome) const {
    const bool proven = outcome.verdict == ftp::Verdict::complete;
    if (proven || options_.quiet || !options_.verbose) return;
    complain(url.path + ": complete as far as can be told (the server announced no size)");
  }

  const GetOptions& get_;
  const FtpOptions& options_;
  FtpConnection connection_;
};

}  // namespace

Status ftp_get(const GetOptions& get, const FtpOptions& options, const Context& context) {
  return run_ftp([&] { return Get{get, options, context}.run(); });
}

}  // namespace plainsock::cli
