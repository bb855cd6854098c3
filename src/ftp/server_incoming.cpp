#include "server_incoming.hpp"

#include <atomic>
#include <utility>

#include "plainsock/bytes.hpp"
#include "plainsock/error.hpp"

namespace plainsock::ftp::server {
namespace {

constexpr int reads_in_a_turn = 8;

// A number may be taken by a file that another run has left; create() tells.
std::filesystem::path next_name(const std::filesystem::path& folder) {
  static std::atomic<unsigned> uploads{0};
  return folder / path_from_utf8(".plainsock-upload-" + std::to_string(++uploads));
}

}  // namespace

Result<Incoming> Incoming::whole(const std::filesystem::path& target, Type type) {
  for (;;) {
    auto name = next_name(target.parent_path());
    auto file = LocalFile::create(name);
    if (!file && file.error() == std::errc::file_exists) continue;
    if (!file) return file.error();
    Incoming incoming{std::move(*file), type};
    incoming.temporary_ = std::move(name);
    incoming.target_ = target;
    return incoming;
  }
}

Incoming::Incoming(Incoming&& other) noexcept
    : file_(std::move(other.file_)),
      type_(other.type_),
      convert_(other.convert_),
      error_(other.error_),
      temporary_(std::exchange(other.temporary_, {})),
      target_(std::move(other.target_)) {}

Incoming::~Incoming() {
  if (temporary_.empty()) return;
  if (file_.is_open()) static_cast<void>(file_.close());
  std::error_code ignored;
  std::filesystem::remove(temporary_, ignored);
}

Progress Incoming::advance(TcpStream& from, std::span<char> block) {
  const auto room = block.subspan(1);  // CrlfToLf may need the byte before
  for (int turn = 0; turn < reads_in_a_turn; ++turn) {
    const auto came = from.try_read_some(std::as_writable_bytes(room));
    if (!came) return would_block(came.error()) ? Progress::waiting : Progress::broken;
    if (*came == 0) return Progress::done;
    const auto written = write(block, *came);
    error_ = written.error();
    if (!written) return Progress::failed;
  }
  return Progress::working;
}

Result<void> Incoming::write(std::span<char> block, std::size_t size) {
  const std::string_view piece{block.data() + 1, size};
  if (type_ == Type::binary) return file_.write_all(bytes_of(piece));
  return file_.write_all(bytes_of({block.data(), convert_.convert(piece, block.data())}));
}

Result<void> Incoming::finish() {
  char last = 0;
  const auto size = convert_.finish(&last);
  if (const auto written = file_.write_all(bytes_of({&last, size})); !written) return written;
  if (const auto closed = file_.close(); !closed) return closed;
  return temporary_.empty() ? Result<void>{} : rename();
}

// The new file may be read and written by whom the old one could be.
Result<void> Incoming::rename() {
  std::error_code ignored;
  const auto old = std::filesystem::status(target_, ignored);
  if (std::filesystem::exists(old)) std::filesystem::permissions(temporary_, old.permissions(), ignored);
  const auto renamed = replace_file(temporary_, target_);
  if (renamed) temporary_.clear();
  return renamed;
}

}  // namespace plainsock::ftp::server
