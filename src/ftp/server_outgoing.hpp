// What goes to a client over a data connection.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plainsock/file_transfer.hpp"
#include "plainsock/local_file.hpp"
#include "plainsock/tcp_stream.hpp"

namespace plainsock::ftp::server {

enum class Type { ascii, binary };

// How far a transfer has come.
enum class Progress {
  waiting,  // for the network
  working,  // it could go on at once, but others have their turn first
  done,
  broken,  // the data connection failed
  failed,  // the file did
};

class Outgoing {
 public:
  // A file from `offset` on; in TYPE A each LF becomes CRLF. Errors: LocalFile's, and invalid_seek past the end.
  static Result<Outgoing> file(const std::filesystem::path& path, std::uint64_t offset, Type type);
  explicit Outgoing(const std::string& text) : block_(text.begin(), text.end()), filled_(text.size()) {}

  // Sends as much as the connection, which is in non-blocking mode, takes; a few blocks at most.
  Progress advance(TcpStream& to);

 private:
  Outgoing(LocalFile file, std::uint64_t size, Type type);

  // Nothing: the kernel cannot do it by itself with this file.
  std::optional<Progress> advance_in_kernel(TcpStream& to);
  Progress advance_by_blocks(TcpStream& to);
  Progress refill();
  Result<std::size_t> read(std::vector<char>& into);
  void count(std::size_t bytes) noexcept { left_ -= std::min<std::uint64_t>(left_, bytes); }
  Progress end_of_file() const noexcept { return left_ == 0 ? Progress::done : Progress::failed; }

  LocalFile file_;
  std::unique_ptr<FileTransfer> kernel_;  // none: by blocks
  Type type_ = Type::binary;
  std::uint64_t left_ = 0;  // of the file as it was at first: one that has become shorter is not whole
  std::vector<char> raw_;   // TYPE A: what is read, before it is converted
  std::vector<char> block_;
  std::size_t filled_ = 0;
  std::size_t sent_ = 0;
};

}  // namespace plainsock::ftp::server
