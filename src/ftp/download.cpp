#include "plainsock/ftp/download.hpp"

#include <algorithm>
#include <vector>

#include "network_error.hpp"
#include "partial_file.hpp"
#include "transfers.hpp"

namespace plainsock::ftp {
namespace {

// Compares the first bytes with what the file ends in, and writes the rest behind it.
class ContinuingSink final : public DataSink {
 public:
  ContinuingSink(LocalFile& file, std::string name, std::vector<std::byte> tail)
      : file_(file), write_(file, name), name_(std::move(name)), tail_(std::move(tail)) {}

  void write(std::span<const std::byte> data) override {
    const auto again = data.first(std::min(data.size(), tail_.size() - compared_));
    if (!std::equal(again.begin(), again.end(), tail_.begin() + static_cast<std::ptrdiff_t>(compared_)))
      throw Error(Category::mismatch, "resume " + name_, "the local file is not the beginning of the remote one");
    compared_ += again.size();
    if (again.size() < data.size()) write_.write(data.subspan(again.size()));
  }
  LocalFile* file() noexcept override { return compared_ == tail_.size() ? &file_ : nullptr; }

 private:
  LocalFile& file_;
  FileSink write_;
  std::string name_;
  std::vector<std::byte> tail_;
  std::size_t compared_ = 0;
};

class FileDownloader {
 public:
  FileDownloader(Client& client, const std::string& remote, const std::filesystem::path& local,
                 const FileDownload& how)
      : client_(client), remote_(remote), local_(local), name_(utf8_from_path(local)), how_(how) {}

  Outcome run() {
    for (int retry = 0;; ++retry) {
      try {
        return attempt();
      } catch (const Error& error) {
        if (!is_worth_another(error, retry)) throw;
      }
      client_.pause(retry_delay(retry));
      reopen(retry);
      retried_ = true;
    }
  }

 private:
  // Replies that were mixed up, because commands had been sent ahead, are no attempt: none will be sent ahead
  // again.
  bool is_worth_another(const Error& error, int retry) const {
    if (error.retry() != Retry::can_help || !how_.retries.reopen) return false;
    return retry < how_.retries.most || (retry == 0 && error.category() == Category::protocol);
  }

  // A server that cannot be reached yet is the next attempt's failure.
  void reopen(int retry) {
    try {
      client_.close();  // what is left of the old dialogue is of no use
      how_.retries.reopen();
    } catch (const Error& error) {
      if (error.retry() != Retry::can_help || retry + 1 >= how_.retries.most) throw;
    }
  }

  Outcome attempt() {
    if (is_special()) return fetch_into_special();
    const auto remote = describe_remote();
    if (!partial_) partial_.emplace(open_partial(remote));
    if (described_ && described_->size && remote.size != described_->size)
      throw Error(Category::mismatch, "resume " + name_, "the remote file has changed in the meantime");
    described_ = remote;
    const auto outcome = fetch();
    require_proof(outcome);
    const bool whole = how_.type == Type::image && how_.range.offset == 0 && !how_.range.length;
    if (how_.verification == Verification::on_request && whole)
      verify_copy(client_, remote_, partial_->file(), name_, outcome);
    commit(remote);
    return outcome;
  }

  // A device such as /dev/null, or a FIFO, is written to; a rename would put a file in its place.
  bool is_special() const {
    std::error_code ignored;
    const auto there = std::filesystem::status(local_, ignored);
    return std::filesystem::exists(there) && std::filesystem::is_other(there);
  }

  Outcome fetch_into_special() {
    auto file = LocalFile::special(local_);
    if (!file) throw local_error("open " + name_, file.error());
    FileSink sink{*file, name_};
    auto retrieval = how_.range;
    retrieval.type = how_.type;
    retrieval.next = how_.next;
    auto outcome = client_.retrieve(remote_, sink, retrieval);
    require_proof(outcome);
    return outcome;
  }

  // Only what is needed is asked for: each is a round trip.
  RemoteFile describe_remote() {
    RemoteFile remote;
    const bool resumes = how_.partial == Partial::resume || retried_;
    if (resumes && how_.type == Type::image) remote.size = client_.size(remote_);
    if (resumes || (how_.times == Times::preserve && !how_.modified)) remote.modified = client_.modified(remote_);
    return remote;
  }

  PartialFile open_partial(const RemoteFile& remote) const {
    if (how_.partial == Partial::fresh) return PartialFile::temporary(local_);
    std::error_code ignored;
    if (std::filesystem::is_regular_file(local_, ignored)) return PartialFile::in_place(local_);
    return PartialFile::lasting(local_, remote);
  }

  Outcome fetch() {
    if (how_.partial == Partial::fresh && !retried_) return fetch_all();
    const auto size = how_.type == Type::image ? partial_->size() : 0;
    if (size == 0) return fetch_anew();
    if (described_->size && *described_->size < size)
      throw Error(Category::mismatch, "resume " + name_, "the local file is longer than the remote one");
    const auto tail = static_cast<std::size_t>(std::min(size, resume_overlap));
    try {
      return fetch_behind(size - tail, tail);
    } catch (const Error& error) {
      if (!error.reply() || !error.step().starts_with("REST") || how_.partial == Partial::resume) throw;
    }
    return fetch_anew();
  }

  Outcome fetch_anew() {
    check(partial_->file().seek(0));
    check(partial_->file().resize(0));
    return fetch_all();
  }

  Outcome fetch_all() {
    FileSink sink{partial_->file(), name_};
    auto retrieval = how_.range;
    if (retried_) retrieval.size.reset();
    retrieval.type = how_.type;
    retrieval.next = how_.next;
    return client_.retrieve(remote_, sink, retrieval);
  }

  Outcome fetch_behind(std::uint64_t offset, std::size_t size) {
    std::vector<std::byte> tail(size);
    check(partial_->file().seek(offset));
    for (std::size_t at = 0; at < size;) {
      const auto bytes = partial_->file().read_some(std::span{tail}.subspan(at));
      check(bytes ? Result<void>{} : Result<void>{bytes.error()});
      if (*bytes == 0) throw Error(Category::local, "read " + name_, "the file has become shorter meanwhile");
      at += *bytes;
    }
    ContinuingSink sink{partial_->file(), name_, std::move(tail)};
    auto rest = how_.range;
    rest.size.reset();
    rest.offset += offset;
    if (rest.length) *rest.length -= offset;
    rest.next = how_.next;
    return client_.retrieve(remote_, sink, rest);
  }

  void require_proof(const Outcome& outcome) const {
    if (outcome.reply.completion() || outcome.verdict == Verdict::complete) return;
    if (how_.unproven == Unproven::accept) return;
    throw Error(Category::unverified, "RETR " + remote_,
                std::to_string(outcome.bytes) + " bytes came, as many as announced, but no final reply");
  }

  void commit(const RemoteFile& remote) {
    const auto time = how_.modified || how_.times == Times::now ? how_.modified : remote.modified;
    if (time) check(partial_->file().set_modified(*time));
    partial_->commit();
  }

  void check(const Result<void>& done) const {
    if (!done) throw local_error("write " + name_, done.error());
  }

  Client& client_;
  const std::string& remote_;
  const std::filesystem::path& local_;
  std::string name_;
  const FileDownload& how_;
  std::optional<PartialFile> partial_;
  std::optional<RemoteFile> described_;
  bool retried_ = false;
};

}  // namespace

std::chrono::milliseconds retry_delay(int n) noexcept {
  return std::chrono::seconds{std::min(30, 1 << std::min(n, 5))};
}

Outcome download_file(Client& client, const std::string& remote, const std::filesystem::path& local,
                      const FileDownload& how) {
  const bool part = how.range.offset != 0 || how.range.length;
  if (how.partial == Partial::resume && (how.type == Type::ascii || part))
    throw Error(Category::usage, "resume " + remote, "only whole binary files can be continued");
  return FileDownloader{client, remote, local, how}.run();
}

}  // namespace plainsock::ftp
