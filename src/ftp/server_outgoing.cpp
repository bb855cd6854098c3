#include "server_outgoing.hpp"

#include "plainsock/bytes.hpp"
#include "plainsock/error.hpp"
#include "plainsock/ftp/ascii.hpp"

namespace plainsock::ftp::server {
namespace {

constexpr std::size_t block_size = 128 * 1024;  // for each client that is being served: 500 of them take 64 MiB
constexpr std::size_t kernel_piece = 2 * 1024 * 1024;  // and one of it in a turn
constexpr int writes_in_a_turn = 8;

}  // namespace

Outgoing::Outgoing(LocalFile file, std::uint64_t size, Type type)
    : file_(std::move(file)), type_(type), left_(size) {
  if (type == Type::binary && FileTransfer::sends_without_waiting()) kernel_ = std::make_unique<FileTransfer>();
}

Result<Outgoing> Outgoing::file(const std::filesystem::path& path, std::uint64_t offset, Type type) {
  auto file = LocalFile::open(path);
  if (!file) return file.error();
  const auto size = file->size();
  if (!size) return size.error();
  if (offset > *size) return std::make_error_code(std::errc::invalid_seek);
  if (const auto sought = offset == 0 ? Result<void>{} : file->seek(offset); !sought) return sought.error();
  return Outgoing{std::move(*file), *size - offset, type};
}

Progress Outgoing::advance(TcpStream& to) {
  if (!kernel_) return advance_by_blocks(to);
  if (const auto progress = advance_in_kernel(to)) return *progress;
  kernel_.reset();
  return advance_by_blocks(to);
}

std::optional<Progress> Outgoing::advance_in_kernel(TcpStream& to) {
  const auto moved = kernel_->send(file_, to, kernel_piece);
  if (moved.local) return std::nullopt;
  if (moved.network) return would_block(moved.network) ? Progress::waiting : Progress::broken;
  if (moved.bytes == 0) return end_of_file();
  count(moved.bytes);
  return Progress::working;
}

Progress Outgoing::advance_by_blocks(TcpStream& to) {
  for (int turn = 0; turn < writes_in_a_turn; ++turn) {
    if (sent_ == filled_) {
      const auto refilled = refill();
      if (refilled != Progress::working) return refilled;
    }
    const auto sent = to.try_write_some(bytes_of({block_.data() + sent_, filled_ - sent_}));
    if (!sent) return would_block(sent.error()) ? Progress::waiting : Progress::broken;
    sent_ += *sent;
  }
  return Progress::working;
}

// The blocks are made when they are needed: most downloads need none.
Progress Outgoing::refill() {
  if (!file_.is_open()) return Progress::done;
  const bool ascii = type_ == Type::ascii;
  block_.resize(ascii ? 2 * block_size : block_size);
  if (ascii) raw_.resize(block_size);
  const auto bytes = read(ascii ? raw_ : block_);
  if (!bytes) return Progress::failed;
  if (*bytes == 0) return end_of_file();
  filled_ = ascii ? lf_to_crlf({raw_.data(), *bytes}, block_.data()) : *bytes;
  sent_ = 0;
  return Progress::working;
}

Result<std::size_t> Outgoing::read(std::vector<char>& into) {
  const auto bytes = file_.read_some(std::as_writable_bytes(std::span{into}));
  if (bytes) count(*bytes);
  return bytes;
}

}  // namespace plainsock::ftp::server
