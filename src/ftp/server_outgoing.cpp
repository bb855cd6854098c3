#include "server_outgoing.hpp"

#include <algorithm>

#include "plainsock/bytes.hpp"
#include "plainsock/error.hpp"
#include "plainsock/ftp/ascii.hpp"

namespace plainsock::ftp::server {
namespace {

constexpr std::size_t block_size = 128 * 1024;  // for each client that is being served: 500 of them take 64 MiB
constexpr int writes_in_a_turn = 8;

}  // namespace

Outgoing::Outgoing(LocalFile file, std::uint64_t size, Type type)
    : file_(std::move(file)), type_(type), left_(size), block_(type == Type::ascii ? 2 * block_size : block_size) {
  if (type == Type::ascii) raw_.resize(block_size);
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

Progress Outgoing::refill() {
  if (!file_.is_open()) return Progress::done;
  const auto count = read(type_ == Type::ascii ? raw_ : block_);
  if (!count) return Progress::failed;
  if (*count == 0) return left_ == 0 ? Progress::done : Progress::failed;
  filled_ = type_ == Type::ascii ? lf_to_crlf({raw_.data(), *count}, block_.data()) : *count;
  sent_ = 0;
  return Progress::working;
}

Result<std::size_t> Outgoing::read(std::vector<char>& into) {
  const auto count = file_.read_some(std::as_writable_bytes(std::span{into}));
  if (count) left_ -= std::min<std::uint64_t>(left_, *count);
  return count;
}

}  // namespace plainsock::ftp::server
