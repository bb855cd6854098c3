// The chat room: everybody hears what one says.
#pragma once

#include <list>
#include <string>
#include <string_view>

#include "chat_member.hpp"
#include "models/door.hpp"
#include "server_input.hpp"
#include "server_log.hpp"
#include "server_stop.hpp"

namespace plainsock::cli {

// The protocol is lines of UTF-8, so that `nc` is a client too: `/name NAME` takes a name (without it one is
// guest-N), `fim` or `/quit` leaves, any other line is said to everybody else as `NAME: line`. Lines that begin
// with
// `* ` are the room's own.
class Room {
 public:
  Room(TcpListener& listener, Stop& stop, EventLog& log);
  // Until it is stopped, or its operator leaves.
  void run();

 private:
  void welcome();
  void serve(Member& member, Interest ready);
  void hear(Member& member, std::string_view line);
  void take_name(Member& member, std::string_view wanted);
  void join(Member& member);
  void leave(Member& member, std::string_view last_words);
  void lose(Member& member);
  void hear_operator();

  // To everybody but `except`, and to the event log.
  void announce(const std::string& line, const Member* except = nullptr);
  void tell(Member& member, std::string_view line);
  void drop_slow(Member& member);
  std::string free_name(const std::string& wanted) const;

  void flush_all();
  void watch(Member& member);
  void bury();
  Deadline next_leave() const;

  Stop& stop_;
  EventLog& log_;
  Poller poller_;
  Stop::Wakes wakes_;
  Door door_;
  std::list<Member> members_;
  std::vector<Member*> dirty_;
  std::size_t leaving_ = 0;
  unsigned guests_ = 0;
  InputLines input_;  // last: its thread wakes the others
};

}  // namespace plainsock::cli
