// plainsock ftp get
#include <charconv>
#include <filesystem>

#include "ftp_commands.hpp"
#include "plainsock/ftp/download.hpp"
#include "plainsock/ftp/glob.hpp"
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

std::uint64_t number_in(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size())
    throw ftp::Error(ftp::Category::usage, "usage", "--range takes A-B, A- or -N");
  return number;
}

class Get {
 public:
  Get(const GetOptions& get, const FtpOptions& options, const Context& context)
      : get_(get), options_(options), connection_(options, context) {}

  Status run() {
    std::vector<ftp::Url> urls;
    for (const auto& text : get_.urls) urls.push_back(ftp::parse_url(text));
    const bool many = urls.size() > 1 || !urls[0].pattern.empty();
    if (many && !get_.output.empty() && get_.output != "-" && !output_is_folder())
      throw ftp::Error(ftp::Category::usage, "usage", "several files need a folder that is there: -o DIR/");
    const auto status = urls.size() == 1 && !urls[0].pattern.empty() ? all_that_match(urls[0]) : each(urls);
    connection_.quit();
    return status;
  }

 private:
  Status each(const std::vector<ftp::Url>& urls) {
    std::size_t at = 0;
    return for_each_name(get_.urls, [&](const std::string&) {
      const auto& url = urls[at++];
      if (!url.pattern.empty()) {
        if (all_that_match(url) != Status::done)
          throw ftp::Error(ftp::Category::refused, "get " + url.pattern, "some files were not fetched");
        return;
      }
      one(url, at < urls.size() ? next_of(url, urls[at]) : std::string{});
    });
  }

  // What can be asked for while the file before it still comes.
  static std::string next_of(const ftp::Url& url, const ftp::Url& next) {
    const bool same = next.host == url.host && next.port == url.port && next.user == url.user;
    return same && next.pattern.empty() && next.type != ftp::Url::Type::ascii ? next.path : std::string{};
  }

  // Names come from the server here: each is one component or it is refused.
  Status all_that_match(const ftp::Url& url) {
    const ftp::Glob pattern{url.pattern};
    std::vector<std::string> names;
    bool refused = false;
    for (auto& name : names_in(url)) {
      const bool hidden = name.starts_with('.') && !url.pattern.starts_with('.');
      if (hidden || !pattern.matches(name)) continue;
      const auto problem = ftp::name_problem(name);
      if (problem.empty()) names.push_back(name);
      refused = refused || !problem.empty();
      if (!problem.empty()) complain(name + ": not fetched: " + std::string{problem});
    }
    if (names.empty() && !refused)
      throw ftp::Error(ftp::Category::no_such_file, "get " + url.pattern, "no file has such a name");
    const auto status = each_in(url, names);
    return refused ? Status::partial : status;
  }

  std::vector<std::string> names_in(const ftp::Url& url) {
    std::vector<std::string> names;
    const auto directory = url.directory();
    const auto text = connection_.open(url).list(directory, ftp::ListCommand::names);
    for (std::size_t begin = 0; begin < text.size();) {
      const auto end = std::min(text.find('\n', begin), text.size());
      auto line = std::string_view{text}.substr(begin, end - begin);
      while (line.ends_with('\r')) line.remove_suffix(1);
      if (!line.empty()) names.emplace_back(ftp::without_directory(line, directory));
      begin = end + 1;
    }
    return names;
  }

  Status each_in(const ftp::Url& directory, const std::vector<std::string>& names) {
    const auto folder = directory.directory();
    const auto path_of = [&](const std::string& name) {
      return folder.empty() || folder.ends_with('/') ? folder + name : folder + '/' + name;
    };
    std::size_t at = 0;
    return for_each_name(names, [&](const std::string& name) {
      auto url = directory;
      url.pattern.clear();
      url.path = path_of(name);
      one(url, ++at < names.size() ? path_of(names[at]) : std::string{});
    });
  }

  // RFC 1738 section 3.2.2: ";type=d" is the directory's NLST.
  void print_names(const ftp::Url& url) {
    auto directory = url;
    if (!directory.path.empty() && !directory.path.ends_with('/')) directory.path += '/';
    for (const auto& name : names_in(directory)) print_line(visible_line(name));
  }

  void one(const ftp::Url& url, const std::string& next) {
    if (url.type == ftp::Url::Type::directory) return print_names(url);
    if (url.name().empty()) throw ftp::Error(ftp::Category::usage, "get " + url.path, "the URL names no file");
    connection_.name_progress(url.name());
    get_.output == "-" ? to_stdout(url) : to_file(url, next);
  }

  void to_stdout(const ftp::Url& url) {
    StdoutSink sink;
    auto& client = open(url);
    auto how = range(client, url);
    how.type = type_of(url);
    const auto outcome = client.retrieve(url.path, sink, how);
    const bool unproven = outcome.reply.code == 0 && !options_.no_verify;
    if (unproven || (options_.verify && outcome.verdict != ftp::Verdict::complete))
      throw ftp::Error(ftp::Category::unverified, "RETR " + url.path, "nothing proves that it is complete");
    report(url, outcome);
  }

  void to_file(const ftp::Url& url, const std::string& next) {
    const auto local = local_path(url);
    auto& client = open(url);
    if (!is_wanted(client, url, local)) return;
    ftp::FileDownload how;
    how.type = type_of(url);
    if (options_.verify) how.verification = ftp::Verification::on_request;
    how.unproven = options_.no_verify ? ftp::Unproven::accept : ftp::Unproven::refuse;
    how.partial = get_.resume ? ftp::Partial::resume : ftp::Partial::fresh;
    how.times = options_.preserve ? ftp::Times::preserve : ftp::Times::now;
    how.retries = connection_.retries(url);
    how.range = range(client, url);
    how.next = next;
    report(url, download_file(client, url.path, local, how));
  }

  // Of the size and the port for its data, asked for with the login, only a plain binary download has a use.
  ftp::Client& open(const ftp::Url& url) {
    const bool plain = type_of(url) == ftp::Type::image && options_.overwrite != "newer";
    return connection_.open(url, plain ? url.path : std::string{});
  }

  ftp::Retrieval range(ftp::Client& client, const ftp::Url& url) const {
    ftp::Retrieval how;
    if (options_.max_filesize > 0) how.most_bytes = options_.max_filesize;
    if (get_.range.empty()) return how;
    if (type_of(url) == ftp::Type::ascii)
      throw ftp::Error(ftp::Category::usage, "usage", "--range counts bytes and cannot go with --ascii");
    const auto dash = get_.range.find('-');
    if (dash == std::string::npos) number_in("");
    const auto from = std::string_view{get_.range}.substr(0, dash),
               to = std::string_view{get_.range}.substr(dash + 1);
    if (from.empty()) return last_bytes(client, url, number_in(to), how);
    how.offset = number_in(from);
    if (to.empty()) return how;
    if (number_in(to) < how.offset)
      throw ftp::Error(ftp::Category::usage, "usage", "--range ends before it begins");
    how.length = number_in(to) - how.offset + 1;
    return how;
  }

  static ftp::Retrieval last_bytes(ftp::Client& client, const ftp::Url& url, std::uint64_t count,
                                   ftp::Retrieval how) {
    const auto size = client.size(url.path);
    if (!size) throw ftp::Error(ftp::Category::refused, "SIZE " + url.path, "the server does not tell the size");
    how.offset = *size - std::min(*size, count);
    return how;
  }

  bool is_wanted(ftp::Client& client, const ftp::Url& url, const std::filesystem::path& local) const {
    std::error_code ignored;
    if (options_.overwrite == "always" || !std::filesystem::exists(local, ignored)) return true;
    if (options_.overwrite == "never") return false;
    const auto here = LocalFile::open(local);
    const auto time = here ? here->modified() : Result<std::chrono::sys_seconds>{here.error()};
    const auto there = client.modified(url.path);
    return !time || !there || *there > *time;
  }

  ftp::Type type_of(const ftp::Url& url) const {
    const bool ascii = get_.ascii || url.type == ftp::Url::Type::ascii;
    return ascii ? ftp::Type::ascii : ftp::Type::image;
  }

  bool output_is_folder() const {
    const auto given = path_from_utf8(get_.output);
    std::error_code ignored;
    return !given.has_filename() || std::filesystem::is_directory(given, ignored);
  }

  std::filesystem::path local_path(const ftp::Url& url) const {
    const auto given = path_from_utf8(get_.output);
    if (!get_.output.empty() && !output_is_folder()) return given;
    if (const auto problem = ftp::name_problem(url.name()); !problem.empty())
      throw ftp::Error(ftp::Category::usage, "get " + url.path, std::string{problem} + " (choose a name with -o)");
    return given / path_from_utf8(url.name());
  }

  void report(const ftp::Url& url, const ftp::Outcome& outcome) const {
    if (outcome.verdict == ftp::Verdict::complete || options_.quiet || !options_.verbose) return;
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
