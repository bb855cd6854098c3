// plainsock ftp put
#include "ftp_commands.hpp"
#include "ftp_transfer.hpp"

namespace plainsock::cli {
namespace {

class Put {
 public:
  Put(const PutOptions& put, const FtpOptions& options, const Context& context)
      : put_(put),
        options_(options),
        connection_(options, context),
        files_(put.files_and_url.begin(), put.files_and_url.end() - 1),
        url_(ftp::parse_url(put.files_and_url.back())) {}

  Status run() {
    if (files_.empty()) throw ftp::Error(ftp::Category::usage, "usage", "put takes FILE... and a URL");
    if (files_.size() > 1 && !url_.name().empty())
      throw ftp::Error(ftp::Category::usage, "usage", "the URL must end in / when there is more than one file");
    if (put_.make_directories) make_directories();
    const auto status = for_each_name(files_, [&](const std::string& file) { one(file); });
    connection_.quit();
    return status;
  }

 private:
  void one(const std::string& file) {
    connection_.meter().begin(file);
    auto& client = connection_.open(url_);
    const auto remote = remote_path(file);
    const auto outcome =
        file == "-" ? from_stdin(client, remote) : upload_file(client, path_from_utf8(file), remote, how());
    if (put_.unique && !outcome.stored_as.empty()) print_line(outcome.stored_as);
  }

  ftp::Outcome from_stdin(ftp::Client& client, const std::string& remote) {
    auto input = LocalFile::standard_input();
    if (!input) throw ftp::Error(ftp::Category::local, "read stdin", input.error().message());
    return upload_stream(client, *input, remote, how());
  }

  std::string remote_path(const std::string& file) const {
    if (!url_.name().empty()) return url_.path;
    if (file == "-")
      throw ftp::Error(ftp::Category::usage, "usage", "stdin needs a name: put it behind the last / of the URL");
    return url_.path + utf8_from_path(path_from_utf8(file).filename());
  }

  ftp::FileUpload how() {
    auto how = how_to_upload(options_);
    if (put_.append) how.way = ftp::Storage::Way::append;
    if (put_.unique) how.way = ftp::Storage::Way::unique;
    if (put_.ascii || url_.type == ftp::Url::Type::ascii) how.type = ftp::Type::ascii;
    if (put_.atomic) how.appearance = ftp::Appearance::atomic;
    if (put_.resume) how.partial = ftp::Partial::resume;
    how.retries = connection_.retries(url_);
    return how;
  }

  // One after the other from the top; those that are there already are refused, which does not matter.
  void make_directories() {
    const auto directory = url_.directory();
    auto& client = connection_.open(url_);
    for (std::size_t slash = directory.find('/', 1);; slash = directory.find('/', slash + 1)) {
      const auto path = directory.substr(0, slash);
      if (!path.empty() && path != "/") static_cast<void>(client.command("MKD", path));
      if (slash == std::string::npos) break;
    }
  }

  const PutOptions& put_;
  const FtpOptions& options_;
  FtpConnection connection_;
  std::vector<std::string> files_;
  ftp::Url url_;
};

}  // namespace

Status ftp_put(const PutOptions& put, const FtpOptions& options, const Context& context) {
  return run_ftp([&] { return Put{put, options, context}.run(); });
}

}  // namespace plainsock::cli
