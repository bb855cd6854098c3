// A socket on which TCP connections arrive.
#pragma once

#include "plainsock/tcp_stream.hpp"

namespace plainsock {

struct Accepted {
  TcpStream stream;
  SocketAddress peer;
};

class TcpListener {
 public:
  TcpListener() noexcept = default;
  // Adopts a listening socket, which must be in non-blocking mode.
  explicit TcpListener(Socket socket) noexcept : socket_(std::move(socket)) {}

  // socket, bind, listen. Port 0: any free one. SO_REUSEADDR on POSIX (a restart need not wait for TIME_WAIT),
  // SO_EXCLUSIVEADDRUSE on Windows (where SO_REUSEADDR means hijacking): on both a second live listener gets
  // errc::address_in_use. The listener itself is in non-blocking mode: accept(2) has no MSG_DONTWAIT. `backlog`:
  // connections that may wait for accept; the system lowers it to its own limit.
  static Result<TcpListener> bind(const SocketAddress&, int backlog = 4096) noexcept;

  // The next connection, blocking and not inherited by child processes on both systems: accept4(2). A peer that has
  // already gone is skipped (ECONNABORTED, EPROTO, WSAECONNRESET). Errors: timed_out, too_many_files_open (the
  // connection then stays in the queue and the listener readable: back off).
  Result<Accepted> accept(Deadline = Deadline::never()) noexcept;
  // The same without waiting: errc::operation_would_block when nobody is there.
  Result<Accepted> try_accept() noexcept;

  Result<SocketAddress> local_address() const noexcept { return socket_.local_address(); }
  Socket& socket() noexcept { return socket_; }
  const Socket& socket() const noexcept { return socket_; }

 private:
  Socket socket_;
};

}  // namespace plainsock
