#include "plainsock/ftp/upload.hpp"

#include <algorithm>
#include <random>
#include <vector>

#include "network_error.hpp"
#include "plainsock/bytes.hpp"
#include "transfers.hpp"

namespace plainsock::ftp {
namespace {

std::string temporary_name(const std::string& remote) {
  const auto slash = remote.rfind('/');
  const auto folder = slash == std::string::npos ? std::string{} : remote.substr(0, slash + 1);
  return folder + ".plainsock-" + std::to_string(std::random_device{}()) + ".part";
}

class Uploader {
 public:
  Uploader(Client& client, const std::string& remote, const FileUpload& how)
      : client_(client), remote_(remote), how_(how), name_(stored_name()) {}

  Outcome store(LocalFile& file, const std::string& local_name, std::optional<std::uint64_t> size) {
    const auto offset = how_.partial == Partial::resume && size ? proven_offset(file, local_name, *size) : 0;
    if (offset != 0 && offset == *size) return {};  // all of it is there already
    check(offset == 0 || file.seek(offset), local_name);
    FileSource source{file, local_name, size ? std::optional{*size - offset} : std::nullopt};
    try {
      const auto way =
          offset == 0 ? how_.way : Storage::Way::append;  // REST and STOR: servers differ in what they keep
      auto outcome = client_.store(name_, source, {.way = way, .type = how_.type});
      verify(outcome, size ? *size : outcome.bytes);
      return outcome;
    } catch (const Error&) {
      remove_temporary();
      throw;
    }
  }

  void finish(LocalFile& file, const std::string& local_name, const Outcome& outcome) {
    const bool comparable = how_.type == Type::image && how_.way == Storage::Way::replace;
    if (how_.verification == Verification::on_request && comparable)
      verify_copy(client_, name_, file, local_name, outcome);
    if (name_ != remote_) client_.rename(name_, remote_);
    if (how_.times == Times::now) return;
    if (const auto time = file.modified()) static_cast<void>(client_.set_modified(remote_, *time));
  }

 private:
  std::string stored_name() const {
    return how_.appearance == Appearance::atomic ? temporary_name(remote_) : remote_;
  }

  // How much of the file is at the server already, as far as its end has been compared.
  std::uint64_t proven_offset(LocalFile& file, const std::string& local_name, std::uint64_t size) {
    const auto there = client_.size(name_).value_or(0);
    if (there == 0) return 0;
    if (there > size) throw mismatch("the remote file is longer than the local one");
    const auto tail = std::min(there, resume_overlap);
    StringSink remote_tail{static_cast<std::size_t>(tail)};
    static_cast<void>(client_.retrieve(name_, remote_tail, {.offset = there - tail}));
    std::string local_tail(static_cast<std::size_t>(tail), '\0');
    check(file.seek(there - tail).has_value(), local_name);
    FileSource source{file, local_name};
    for (std::size_t at = 0; at < local_tail.size();) {
      const auto bytes = source.read(std::as_writable_bytes(std::span{local_tail}.subspan(at)));
      if (bytes == 0) break;
      at += bytes;
    }
    if (remote_tail.text() != local_tail) throw mismatch("the remote file is not the beginning of the local one");
    return there;
  }

  void verify(Outcome& outcome, std::uint64_t size) {
    if (how_.unproven == Unproven::refuse && outcome.reply.code == 0)
      throw Error(Category::unverified, "STOR " + remote_, "all bytes were sent, but no final reply came");
    if (how_.unproven == Unproven::accept || how_.way != Storage::Way::replace || how_.type == Type::ascii) return;
    const auto there = client_.size(name_);
    outcome.verdict = there ? Verdict::complete : Verdict::unverifiable;
    if (there && *there != size)
      throw mismatch("the server has " + std::to_string(*there) + " of " + std::to_string(size) + " bytes");
  }

  Error mismatch(const std::string& cause) const { return {Category::mismatch, "STOR " + remote_, cause}; }

  void check(bool done, const std::string& local_name) const {
    if (!done) throw Error(Category::local, "read " + local_name, "cannot go to the place to continue at");
  }

  void remove_temporary() noexcept {
    try {
      if (name_ != remote_ && client_.is_open()) client_.remove(name_);
    } catch (...) {
      // The failure before this one is what the caller hears of.
    }
  }

  Client& client_;
  const std::string& remote_;
  const FileUpload& how_;
  std::string name_;
};

Outcome attempt(Client& client, const std::filesystem::path& local, const std::string& remote,
                const FileUpload& how) {
  const auto local_name = utf8_from_path(local);
  auto file = LocalFile::open(local);
  if (!file) throw local_error("open " + local_name, file.error());
  const auto size = file->size();
  if (!size) throw local_error("open " + local_name, size.error());
  Uploader uploader{client, remote, how};
  auto outcome = uploader.store(*file, local_name, *size);
  uploader.finish(*file, local_name, outcome);
  return outcome;
}

// A rename would put what was appended in the place of the whole; a text's size is another at the server.
void refuse_contradictions(const FileUpload& how, const std::string& remote) {
  const bool replaces = how.way == Storage::Way::replace;
  const bool resumes = how.partial == Partial::resume, atomic = how.appearance == Appearance::atomic;
  if (!replaces && (atomic || resumes))
    throw Error(Category::usage, "store " + remote, "only what replaces the file can be atomic or be continued");
  if (resumes && (atomic || how.type == Type::ascii))
    throw Error(Category::usage, "store " + remote, "only whole binary files in their place can be continued");
}

}  // namespace

Outcome upload_file(Client& client, const std::filesystem::path& local, const std::string& remote,
                    const FileUpload& how) {
  refuse_contradictions(how, remote);
  for (int retry = 0;; ++retry) {
    try {
      if (retry > 0) client.close(), how.retries.reopen();
      return attempt(client, local, remote, how);
    } catch (const Error& error) {
      const bool repeatable = how.way == Storage::Way::replace && how.retries.reopen;
      if (error.retry() != Retry::can_help || retry == how.retries.most || !repeatable) throw;
    }
    client.pause(retry_delay(retry));
  }
}

Outcome upload_stream(Client& client, LocalFile& file, const std::string& remote, const FileUpload& how) {
  refuse_contradictions(how, remote);
  auto once = how;
  once.times = Times::now;
  once.partial = Partial::fresh;
  once.verification = Verification::usual;
  Uploader uploader{client, remote, once};
  auto outcome = uploader.store(file, "stdin", std::nullopt);
  uploader.finish(file, "stdin", outcome);
  return outcome;
}

}  // namespace plainsock::ftp
