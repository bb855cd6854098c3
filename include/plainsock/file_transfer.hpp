// Bytes between a connection and a file, moved by the kernel without passing through the program.
#pragma once

#include <cstddef>
#include <memory>
#include <system_error>

#include "plainsock/local_file.hpp"
#include "plainsock/tcp_stream.hpp"

namespace plainsock {

// What one call has moved. Nothing and no error: the end of the connection, or of the file.
struct Moved {
  std::size_t bytes = 0;
  std::error_code network = {};  // errc::operation_would_block among them
  std::error_code local = {};    // the file's; errc::operation_not_supported: use read and write, nothing is lost
};

// Linux: splice(2) through a pipe of 1 MiB, sendfile(2) of at most 4 MiB. Windows: operation_not_supported to
// receive, TransmitFile to send, which goes on in the background when it says would_block. Never raises SIGPIPE,
// and waits for the network no longer than 20 ms if the socket is in non-blocking mode (Linux: not at all).
class FileTransfer {
 public:
  FileTransfer() noexcept;
  FileTransfer(const FileTransfer&) = delete;
  FileTransfer& operator=(const FileTransfer&) = delete;
  ~FileTransfer();

  // From the connection to the file's current position.
  Moved receive(TcpStream& from, LocalFile& to, std::size_t most) noexcept;
  // From the file's current position to the connection. After would_block only the same again, until it is
  // something else; the file must stay open until then, or until this is destroyed.
  Moved send(LocalFile& from, TcpStream& to, std::size_t most) noexcept;
  // Whether it never waits for the network (non-blocking mode), as a loop that serves others needs it.
  static bool sends_without_waiting() noexcept;

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace plainsock
