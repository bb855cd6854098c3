// A TCP connection.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "plainsock/resolver.hpp"
#include "plainsock/socket.hpp"

namespace plainsock {

// How far an operation on many bytes came. True when it came to the end.
struct [[nodiscard]] Transferred {
  std::size_t bytes = 0;
  std::error_code error;
  explicit operator bool() const noexcept { return !error; }
};

// One address that could not be reached, and why. What a failed connect to a name leaves behind.
struct ConnectFailure {
  SocketAddress address;
  std::error_code error;
};

class Poller;
struct ConnectOptions {
  Family family = Family::any;
  std::vector<ConnectFailure>* failures = nullptr;  // gets a line for each address that did not answer
  Poller* poller = nullptr;  // waits for the answers: its wake() ends the connect with errc::operation_canceled
};

// Reads and writes wait for as long as the Deadline says, whatever the mode of the socket: the call is tried first,
// so that the usual case is one system call. The try_ forms never wait: they return errc::operation_would_block
// instead. All of them repeat after EINTR, never raise SIGPIPE, and report errc::broken_pipe or connection_reset
// when the peer is gone.
class TcpStream {
 public:
  TcpStream() noexcept = default;
  explicit TcpStream(Socket socket) noexcept : socket_(std::move(socket)) {}

  // connect(2), non-blocking, then a wait for the answer. Errors: connection_refused, timed_out, host_unreachable,
  // SocketError::self_connect, ... A failed connect consumes its socket.
  static Result<TcpStream> connect(const SocketAddress&, Deadline = Deadline::never()) noexcept;
  // Resolves `host` and races its addresses as RFC 8305 says (IPv6 first, 250 ms apart, the first to succeed wins,
  // the rest are closed), all under the one Deadline. When none answers, the error is the last one;
  // options.failures has them all.
  static Result<TcpStream> connect(std::string_view host, std::string_view service, Deadline = Deadline::never(),
                                   ConnectOptions = {});
  // The two halves of connect, for a loop that watches other sockets meanwhile: the first begins it, and once the
  // socket is writable the second says how it ended. The stream stays in non-blocking mode.
  static Result<TcpStream> begin_connect(const SocketAddress&) noexcept;
  Result<void> finish_connect() noexcept;

  // At least 1 byte, at most buffer.size(); 0 is the end of the stream (recv(2)), or what fits into an empty
  // buffer. Errors: timed_out, connection_reset.
  Result<std::size_t> read_some(std::span<std::byte> buffer, Deadline = Deadline::never()) noexcept;
  Result<std::size_t> try_read_some(std::span<std::byte> buffer) noexcept;
  // Fills the whole buffer. Errors: SocketError::end_of_stream when the peer ends before that.
  Transferred read_exact(std::span<std::byte> buffer, Deadline = Deadline::never()) noexcept;
  // What read_some would return, left in the socket (MSG_PEEK).
  Result<std::size_t> peek(std::span<std::byte> buffer, Deadline = Deadline::never()) noexcept;
  // Fills several buffers in order by one call: recvmsg(2), WSARecv. At most 64 of them.
  Result<std::size_t> read_vector(std::span<const std::span<std::byte>> buffers,
                                  Deadline = Deadline::never()) noexcept;

  // At least 1 byte goes (send(2) with MSG_NOSIGNAL).
  Result<std::size_t> write_some(std::span<const std::byte> data, Deadline = Deadline::never()) noexcept;
  Result<std::size_t> try_write_some(std::span<const std::byte> data) noexcept;
  // All of it; on failure the result says how many bytes the system had taken.
  // send(2) with MSG_OOB: the last byte is urgent data, of which Telnet's Synch is made (RFC 854; RFC 6093 says why
  // nothing new should use it). Never waits.
  Result<std::size_t> try_write_urgent(std::span<const std::byte> data) noexcept;
  Transferred write_all(std::span<const std::byte> data, Deadline = Deadline::never()) noexcept;
  // The buffers one behind the other, by as few calls as the system allows: sendmsg(2), WSASend. At most 64 of
  // them.
  Transferred write_vector(std::span<const std::span<const std::byte>> buffers,
                           Deadline = Deadline::never()) noexcept;

  // Says that nothing more will be written (or read). The other direction goes on: shutdown(2), half-close.
  Result<void> shutdown(Direction direction) noexcept { return socket_.shutdown(direction); }
  // Ends the connection so that nothing that was written is lost: shutdown(write), reads and drops what still comes
  // until the peer's end, then close. Errors: timed_out (the socket is closed all the same).
  Result<void> finish(Deadline) noexcept;
  // Closes at once; unread data makes TCP send RST instead of FIN.
  Result<void> close() noexcept { return socket_.close(); }

  Result<SocketAddress> local_address() const noexcept { return socket_.local_address(); }
  Result<SocketAddress> peer_address() const noexcept { return socket_.peer_address(); }
  bool is_open() const noexcept { return socket_.is_open(); }
  Socket& socket() noexcept { return socket_; }
  const Socket& socket() const noexcept { return socket_; }

 private:
  Socket socket_;
};

// A line for a person: "[::1]:21: Connection refused; 127.0.0.1:21: Connection refused".
std::string to_string(const std::vector<ConnectFailure>& failures);

}  // namespace plainsock
