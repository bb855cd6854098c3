#include "tcp_session.hpp"

#include "plainsock/bytes.hpp"

namespace plainsock::cli {
namespace {

// close() with unread data makes TCP send RST, which destroys an answer that is still on its way. So the answer is
// followed by a FIN, and for this long what the client goes on sending is read and dropped.
constexpr std::chrono::seconds linger_time{1};

constexpr std::size_t longest_line = 64 * 1024;

}  // namespace

Session::Session(Accepted client, Responder& responder, EventLog& log)
    : stream_(std::move(client.stream)), peer_(client.peer), responder_(responder), log_(log) {
  log_.connected(peer_);
}

Session::~Session() {
  static_cast<void>(stream_.close());
  log_.closed(peer_);
}

// Back-pressure: who does not take the answers is not asked for more.
Interest Session::wants() const noexcept { return unsent_.empty() ? Interest::read : Interest::write; }

bool Session::advance(Interest ready, std::span<std::byte> room, Deadline deadline) {
  if (!unsent_.empty()) return !has(ready, Interest::write) || send_rest(deadline);
  return !has(ready, Interest::read) || receive(room, deadline);
}

bool Session::receive(std::span<std::byte> room, Deadline deadline) {
  const auto read = stream_.read_some(room, earlier(deadline, linger_));
  if (!read) return read.error() == std::errc::timed_out ? deadline == at_once : failed("receive", read.error());
  const bool in_lines = !responder_.echoes() && responder_.then() == Responder::Then::stay;
  if (*read == 0) return answer_last_line(deadline);
  return lingering() ||
         (in_lines ? answer_lines(room.first(*read), deadline) : answer(room.first(*read), deadline));
}

bool Session::answer_lines(std::span<const std::byte> data, Deadline deadline) {
  begun_ += text_of(data);
  const auto whole = begun_.substr(0, begun_.rfind('\n') + 1);
  begun_.erase(0, whole.size());
  if (begun_.size() > longest_line) return failed("receive", std::make_error_code(std::errc::message_size));
  return whole.empty() || answer(bytes_of(whole), deadline);
}

bool Session::answer(std::span<const std::byte> message, Deadline deadline) {
  log_.received(peer_, text_of(message));
  if (responder_.echoes()) return send(message, deadline);
  const auto text = responder_.answer(text_of(message), peer_);
  answered_ = responder_.then() == Responder::Then::close;
  return text && send(bytes_of(*text), deadline);
}

bool Session::answer_last_line(Deadline deadline) {
  const auto line = std::exchange(begun_, {});
  return !line.empty() && answer(bytes_of(line), deadline);
}

bool Session::send(std::span<const std::byte> data, Deadline deadline) {
  const auto sent = stream_.write_all(data, deadline);
  if (sent) return all_sent();
  if (sent.error != std::errc::timed_out || deadline != at_once) return failed("send", sent.error);
  unsent_ = text_of(data.subspan(sent.bytes));
  return true;
}

bool Session::send_rest(Deadline deadline) {
  const auto rest = std::exchange(unsent_, {});
  return send(bytes_of(rest), deadline);
}

bool Session::all_sent() {
  if (!answered_) return true;
  linger_ = Deadline::after(linger_time);
  return stream_.shutdown(Direction::write).has_value();
}

// A peer that is gone is no trouble of the server's.
bool Session::failed(std::string_view operation, std::error_code error) const {
  if (error != std::errc::connection_reset && error != std::errc::broken_pipe)
    complain(std::string{operation} + ' ' + peer_.to_string() + ": " + error.message());
  return false;
}

}  // namespace plainsock::cli
