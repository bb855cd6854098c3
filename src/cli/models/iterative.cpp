// One client after the other: the server of a first lesson. It is right when an answer takes no time. Everybody
// else waits in the listener's queue, so a client that says nothing must leave when others want to be served.
#include <vector>

#include "door.hpp"
#include "model.hpp"

namespace plainsock::cli {
namespace {

bool somebody_waits(const Server& server) {
  return server.listener.socket().wait(Interest::read, Session::at_once).has_value();
}

// Returns false when the client has been silent for too long.
bool wait_for(Session& session, Server& server, Poller& poller) {
  for (;;) {
    const auto patience = Deadline::after(server.patience);
    const auto until = session.lingering() ? session.linger_end() : patience;
    const auto events = poller.wait(until).value("wait");
    if (!events.empty() || server.stop.requested()) return true;
    if (session.lingered() || (patience.passed() && somebody_waits(server))) return false;
  }
}

void serve_one(Session& session, Server& server, Poller& poller, std::span<std::byte> room) {
  poller.add(session.socket(), session.wants(), 1).value("wait");
  while (!server.stop.requested() && wait_for(session, server, poller) && session.advance(session.wants(), room)) {
    poller.modify(session.socket(), session.wants(), 1).value("wait");
  }
  poller.remove(session.socket()).value("wait");
}

}  // namespace

void serve_iterative(Server& server) {
  auto poller = Poller::create().value("poller");  // for one socket at a time: so that Ctrl-C ends the wait
  const Stop::Wakes wakes{server.stop, poller};
  Door door{server.listener, server.most_clients, poller};
  std::vector<std::byte> room(room_size);
  while (!server.stop.requested()) {
    static_cast<void>(poller.wait(door.attend(0)).value("wait"));
    auto client = door.let_in();
    if (!client) continue;
    door.attend(server.most_clients);  // shut while this one is served
    Session session{std::move(*client), server.responder, server.log};
    serve_one(session, server, poller, room);
  }
}

}  // namespace plainsock::cli
