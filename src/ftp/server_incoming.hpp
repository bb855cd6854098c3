// What comes from a client over a data connection.
#pragma once

#include <filesystem>
#include <span>

#include "plainsock/ftp/ascii.hpp"
#include "plainsock/local_file.hpp"
#include "server_outgoing.hpp"

namespace plainsock::ftp::server {

class Incoming {
 public:
  // A whole new file: the bytes go to a file of another name in the same folder, which finish() renames over the
  // old one. In TYPE A CRLF becomes LF. Errors: LocalFile::create's.
  static Result<Incoming> whole(const std::filesystem::path& target, Type type);
  // More for a file that exists and is changed where it is, from its position on.
  Incoming(LocalFile file, Type type) : file_(std::move(file)), type_(type) {}

  Incoming(Incoming&& other) noexcept;
  Incoming& operator=(Incoming&&) = delete;
  // What was not finished leaves no new file.
  ~Incoming();

  // Takes what has come, a few blocks at most. Done: the client has ended the data. `block`: room for this turn.
  Progress advance(TcpStream& from, std::span<char> block);
  // The data were whole. Errors: what the system says only now.
  Result<void> finish();
  // Why advance() said failed.
  std::error_code error() const noexcept { return error_; }

 private:
  Result<void> write(std::span<char> block, std::size_t size);
  Result<void> rename();

  LocalFile file_;
  Type type_;
  CrlfToLf convert_;
  std::error_code error_;
  std::filesystem::path temporary_;  // empty: the file has its name already
  std::filesystem::path target_;
};

}  // namespace plainsock::ftp::server
