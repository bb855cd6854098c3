// Where clients come in.
#pragma once

#include <optional>

#include "plainsock/poller.hpp"
#include "plainsock/tcp_listener.hpp"

namespace plainsock::cli {

// Watches the listener with a model's poller, except while nobody can be let in: enough clients are there, or the
// system has no descriptor left. A level-triggered poller would otherwise report, without a pause, a listener that
// cannot be served. Who waits then waits in the listener's queue.
class Door {
 public:
  static constexpr std::uintptr_t key = 0;  // of the listener's events

  // The others wait.
  Door(TcpListener& listener, std::size_t most_clients, Poller& poller)
      : listener_(listener), most_clients_(most_clients), poller_(poller) {}

  // Before each wait: opens or shuts. Returns when the wait has to end for the door's sake.
  Deadline attend(std::size_t clients);
  // The next client; nothing when nobody is there.
  std::optional<Accepted> let_in();

  // Shuts for a moment: the system has none left of what a client needs.
  void rest(std::string_view operation, std::error_code why);

 private:
  TcpListener& listener_;
  std::size_t most_clients_;
  Poller& poller_;
  bool open_ = false;
  Deadline rest_ = Deadline::at({});  // shut until then
  bool exhausted_ = false;            // told, and nobody has come in since
};

}  // namespace plainsock::cli
