#include "server_outgoing.hpp"

#include <algorithm>

#include "plainsock/bytes.hpp"
#include "plainsock/error.hpp"
#include "plainsock/ftp/ascii.hpp"

namespace plainsock::ftp::server {
namespace {

constexpr std::size_t block_size = 128 * 1024;  // for each client that is being served: 500 of them take 64 MiB
constexpr int blocks_in_a_turn = 8;

}  // namespace

Outgoing::Outgoing(std::string text) : block_(text.begin(), text.end()), filled_(text.size()) {}

Outgoing::Outgoing(std::ifstream file, std::uint64_t size, Type type)
    : file_(std::move(file)), type_(type), left_(size), block_(type == Type::ascii ? 2 * block_size : block_size) {
  if (type == Type::ascii) raw_.resize(block_size);
}

std::optional<Outgoing> Outgoing::file(const std::filesystem::path& path, std::uint64_t offset, Type type) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error || offset > size) return std::nullopt;
  std::ifstream file;
  file.rdbuf()->pubsetbuf(nullptr, 0);  // the blocks are ours; must precede open
  file.open(path, std::ios::binary);
  if (offset != 0) file.seekg(static_cast<std::streamoff>(offset));
  if (!file) return std::nullopt;
  return Outgoing{std::move(file), size - offset, type};
}

Progress Outgoing::advance(TcpStream& to) {
  for (int turn = 0; turn < blocks_in_a_turn; ++turn) {
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
  if (type_ == Type::ascii)
    filled_ = lf_to_crlf(read(raw_.data(), raw_.size()), block_.data());
  else
    filled_ = read(block_.data(), block_.size()).size();
  sent_ = 0;
  if (filled_ != 0) return Progress::working;
  return file_.bad() || left_ != 0 ? Progress::failed : Progress::done;
}

std::string_view Outgoing::read(char* where, std::size_t size) {
  if (!file_) return {};
  file_.read(where, static_cast<std::streamsize>(size));
  const auto count = static_cast<std::size_t>(file_.gcount());
  left_ -= std::min<std::uint64_t>(left_, count);
  return {where, count};
}

}  // namespace plainsock::ftp::server
