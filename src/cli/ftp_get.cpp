// plainsock ftp get
#include <charconv>
#include <filesystem>

#include "ftp_commands.hpp"
#include "ftp_listing.hpp"
#include "ftp_transfer.hpp"
#include "plainsock/ftp/download.hpp"
#include "plainsock/ftp/safe_name.hpp"
#include "plainsock/visible.hpp"

namespace plainsock::cli {
namespace {

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

  Status all_that_match(const ftp::Url& url) {
    const auto matches = matching_names(connection_.open(url), url.directory(), url.pattern);
    if (matches.names.empty() && matches.refused == 0)
      throw ftp::Error(ftp::Category::no_such_file, "get " + url.pattern, "no file has such a name");
    const auto status = each_in(url, matches.names);
    return matches.refused > 0 ? Status::partial : status;
  }

  Status each_in(const ftp::Url& directory, const std::vector<std::string>& names) {
    const auto folder = directory.directory();
    std::size_t at = 0;
    return for_each_name(names, [&](const std::string& name) {
      auto url = directory;
      url.pattern.clear();
      url.path = path_in(folder, name);
      one(url, ++at < names.size() ? path_in(folder, names[at]) : std::string{});
    });
  }

  // RFC 1738 section 3.2.2: ";type=d" is the directory's NLST.
  void print_names(const ftp::Url& url) {
    auto directory = url;
    if (!directory.path.empty() && !directory.path.ends_with('/')) directory.path += '/';
    for (const auto& name : names_in(connection_.open(directory), directory.directory()))
      print_line(visible_line(name));
  }

  void one(const ftp::Url& url, const std::string& next) {
    if (url.type == ftp::Url::Type::directory) return print_names(url);
    if (url.name().empty()) throw ftp::Error(ftp::Category::usage, "get " + url.path, "the URL names no file");
    connection_.meter().begin(url.name());
    get_.output == "-" ? to_stdout(url) : to_file(url, next);
  }

  void to_stdout(const ftp::Url& url) {
    auto& client = open(url);
    auto how = range(client, url);
    how.type = type_of(url);
    report(url, retrieve_to_stdout(client, url.path, how, options_));
  }

  void to_file(const ftp::Url& url, const std::string& next) {
    const auto local = local_path(url);
    auto& client = open(url);
    if (!is_wanted(client, url.path, local, options_.overwrite)) return;
    auto how = how_to_download(options_);
    how.type = type_of(url);
    how.partial = get_.resume ? ftp::Partial::resume : ftp::Partial::fresh;
    how.retries = connection_.retries(url);
    how.range = range(client, url);
    how.next.path = next;
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
