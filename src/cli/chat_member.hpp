// One connection to the chat room.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "plainsock/line_reader.hpp"
#include "plainsock/tcp_listener.hpp"

namespace plainsock::cli {

// Takes lines from the network and queues lines for it; never waits.
class Member {
 public:
  static constexpr std::size_t longest_line = 4096;              // bytes that one may say at once
  static constexpr std::size_t longest_queue = 4 * 1024 * 1024;  // bytes that one may lag behind the room

  Member(Accepted client, std::string name);

  // Reads once. `hear` gets each line, `too_long` is called for each that was refused. False at the end.
  bool receive(const std::function<void(std::string_view)>& hear, const std::function<void()>& too_long);
  // Queues a line. False when the queue is full: this one reads too slowly.
  bool tell(std::string_view line);
  // Sends what can be sent. False when the connection has failed.
  bool flush();
  // Nothing more is read or queued; what waits, and these last words, may still go out for a moment. After
  // Rest::dropped all but the line that has been begun is forgotten.
  enum class Rest { kept, dropped };
  void dismiss(std::string_view last_words, Rest rest);

  // The connection has failed: nothing can be said or heard any more.
  void abandon() noexcept;

  bool leaving() const noexcept { return !leave_by_.is_never(); }
  bool gone() const noexcept { return leaving() && (queue_.empty() || leave_by_.passed()); }
  Deadline leave_by() const noexcept { return leave_by_; }
  Interest wants() const noexcept {
    return (leaving() ? Interest::none : Interest::read) | (queue_.empty() ? Interest::none : Interest::write);
  }

  const Socket& socket() const noexcept { return stream_.socket(); }
  const SocketAddress& peer() const noexcept { return peer_; }

  std::string name;
  bool joined = false;  // the room knows of this one
  Interest watched = Interest::read;
  bool dirty = false;  // has something to send that no poller watches for yet

 private:
  TcpStream stream_;
  SocketAddress peer_;
  LineReader lines_{longest_line};
  std::string queue_;
  std::size_t sent_ = 0;  // of the queue
  Deadline leave_by_ = Deadline::never();
};

}  // namespace plainsock::cli
