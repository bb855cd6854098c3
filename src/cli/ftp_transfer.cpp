#include "ftp_transfer.hpp"

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

}  // namespace

ftp::FileDownload how_to_download(const FtpOptions& options) {
  ftp::FileDownload how;
  if (options.verify) how.verification = ftp::Verification::on_request;
  if (options.no_verify) how.unproven = ftp::Unproven::accept;
  if (options.preserve) how.times = ftp::Times::preserve;
  if (options.max_filesize > 0) how.range.most_bytes = options.max_filesize;
  return how;
}

ftp::FileUpload how_to_upload(const FtpOptions& options) {
  ftp::FileUpload how;
  if (options.verify) how.verification = ftp::Verification::on_request;
  if (options.no_verify) how.unproven = ftp::Unproven::accept;
  if (options.preserve) how.times = ftp::Times::preserve;
  return how;
}

bool is_wanted(ftp::Client& client, const std::string& remote, const std::filesystem::path& local,
               const std::string& overwrite) {
  std::error_code ignored;
  if (overwrite == "always" || !std::filesystem::exists(local, ignored)) return true;
  if (overwrite == "never") return false;
  const auto here = LocalFile::open(local);
  const auto time = here ? here->modified() : Result<std::chrono::sys_seconds>{here.error()};
  const auto there = client.modified(remote);
  return !time || !there || *there > *time;
}

ftp::Outcome retrieve_to_stdout(ftp::Client& client, const std::string& remote, const ftp::Retrieval& how,
                                const FtpOptions& options) {
  StdoutSink sink;
  auto outcome = client.retrieve(remote, sink, how);
  const bool unproven = outcome.reply.code == 0 && !options.no_verify;
  if (unproven || (options.verify && outcome.verdict != ftp::Verdict::complete))
    throw ftp::Error(ftp::Category::unverified, "RETR " + remote, "nothing proves that it is complete");
  return outcome;
}

}  // namespace plainsock::cli
