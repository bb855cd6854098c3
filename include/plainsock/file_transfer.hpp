// Bytes between a connection and a file, moved by the kernel without passing through the program.
#pragma once

#include <cstddef>
#include <system_error>
#include <utility>

#include "plainsock/local_file.hpp"
#include "plainsock/tcp_stream.hpp"

namespace plainsock {

// What one call has moved. Nothing and no error: the end of the connection, or of the file.
struct Moved {
  std::size_t bytes = 0;
  std::error_code network = {};  // errc::operation_would_block among them
  std::error_code local = {};    // the file's; errc::operation_not_supported: use read and write, nothing is lost
};

// Linux: splice(2) through a pipe of 1 MiB, sendfile(2). Windows: operation_not_supported. Never raises SIGPIPE,
// and never waits for the network if the socket is in non-blocking mode.
class FileTransfer {
 public:
  FileTransfer() noexcept = default;
  FileTransfer(const FileTransfer&) = delete;
  FileTransfer& operator=(const FileTransfer&) = delete;
  ~FileTransfer();

  // From the connection to the file's current position.
  Moved receive(TcpStream& from, LocalFile& to, std::size_t most) noexcept;
  // From the file's current position to the connection.
  Moved send(LocalFile& from, TcpStream& to, std::size_t most) noexcept;

 private:
  FileHandle read_end_ = FileHandle::none;
  FileHandle write_end_ = FileHandle::none;
};

}  // namespace plainsock
