// One client of `tcp serve`, as every model serves it.
#pragma once

#include <span>
#include <string>

#include "plainsock/tcp_listener.hpp"
#include "server_log.hpp"
#include "server_responder.hpp"

namespace plainsock::cli {

// Reads, answers, and ends as the client does. It keeps no buffer while nothing is left to send, so that an idle
// client costs a few hundred bytes; a client that does not read is not read from either.
class Session {
 public:
  // For advance(): not to wait at all.
  static constexpr Deadline at_once = Deadline::at({});

  Session(Accepted client, Responder& responder, EventLog& log);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  Interest wants() const noexcept;
  // Does what `ready` allows, each call waiting for the socket until the deadline. False when the session is over.
  // `room` is for what is read and need not last.
  bool advance(Interest ready, std::span<std::byte> room, Deadline deadline = at_once);
  // Answered and closed by us, and the client has had the time to take the answer: the session is over.
  bool lingered() const noexcept { return lingering() && linger_.passed(); }
  bool lingering() const noexcept { return !linger_.is_never(); }
  Deadline linger_end() const noexcept { return linger_; }

  Socket& socket() noexcept { return stream_.socket(); }
  const SocketAddress& peer() const noexcept { return peer_; }

 private:
  bool receive(std::span<std::byte> room, Deadline deadline);
  bool answer(std::span<const std::byte> message, Deadline deadline);
  bool answer_lines(std::span<const std::byte> data, Deadline deadline);
  bool answer_last_line(Deadline deadline);  // which may lack its end
  bool send(std::span<const std::byte> data, Deadline deadline);
  bool send_rest(Deadline deadline);
  bool all_sent();
  bool failed(std::string_view operation, std::error_code error) const;

  TcpStream stream_;
  SocketAddress peer_;
  Responder& responder_;
  EventLog& log_;
  std::string unsent_;
  std::string begun_;      // of a line whose end has not come
  bool answered_ = false;  // and so to be closed
  Deadline linger_ = Deadline::never();
};

}  // namespace plainsock::cli
