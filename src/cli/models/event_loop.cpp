#include "event_loop.hpp"

#include <deque>
#include <memory>
#include <unordered_map>
#include <vector>

#include "door.hpp"

namespace plainsock::cli {
namespace {

// The key of a client's events is the address of this; the door has key 0.
struct Client {
  Client(Accepted accepted, Server& server) : session(std::move(accepted), server.responder, server.log) {}

  Session session;
  Interest watched = Interest::read;
  bool leaving = false;
};

class EventLoop {
 public:
  EventLoop(Server& server, Backend backend)
      : server_(server),
        poller_(Poller::create(backend).value("poller")),
        wakes_(server.stop, poller_),
        door_(server.listener, server.most_clients, poller_),
        room_(room_size) {}

  void run() {
    while (!server_.stop.requested()) {
      const auto until = earlier(door_.attend(clients_.size()), next_end());
      const auto events = poller_.wait(until).value("wait");
      for (const auto& event : events) {
        if (event.key() == Door::key)
          welcome();
        else
          serve(*reinterpret_cast<Client*>(event.key()), event.ready());
      }
      end_lingering();
    }
  }

 private:
  static std::uintptr_t key_of(const Client& client) { return reinterpret_cast<std::uintptr_t>(&client); }

  void welcome() {
    for (int most = 64; most > 0 && clients_.size() < server_.most_clients; --most) {
      auto accepted = door_.let_in();
      if (!accepted) return;
      add(std::make_unique<Client>(std::move(*accepted), server_));
    }
  }

  // select cannot watch a descriptor past FD_SETSIZE: such a client has to go.
  void add(std::unique_ptr<Client> client) {
    const auto added = poller_.add(client->session.socket(), client->watched, key_of(*client));
    if (!added) return complain("serve " + client->session.peer().to_string() + ": " + added.error().message());
    clients_.emplace(key_of(*client), std::move(client));
  }

  void serve(Client& client, Interest ready) {
    auto& session = client.session;
    if (!session.advance(ready, room_)) return remove(client);
    if (session.lingering() && !std::exchange(client.leaving, true))
      leaving_.push_back({key_of(client), session.linger_end()});
    if (session.wants() == client.watched) return;
    client.watched = session.wants();
    poller_.modify(session.socket(), client.watched, key_of(client)).value("wait");
  }

  void remove(Client& client) {
    static_cast<void>(poller_.remove(client.session.socket()));
    clients_.erase(key_of(client));
  }

  // All linger for the same time: the first to begin is the first to end.
  struct Leaving {
    std::uintptr_t client;
    Deadline end;
  };
  Deadline next_end() const { return leaving_.empty() ? Deadline::never() : leaving_.front().end; }
  void end_lingering() {
    for (; !leaving_.empty() && leaving_.front().end.passed(); leaving_.pop_front()) {
      const auto found = clients_.find(leaving_.front().client);
      if (found != clients_.end() && found->second->session.lingered()) remove(*found->second);
    }
  }

  Server& server_;
  Poller poller_;
  Stop::Wakes wakes_;
  Door door_;
  std::vector<std::byte> room_;  // one for all: what is read is answered before the next read
  std::unordered_map<std::uintptr_t, std::unique_ptr<Client>> clients_;
  std::deque<Leaving> leaving_;
};

}  // namespace

void serve_by_events(Server& server, Backend backend) { EventLoop{server, backend}.run(); }

}  // namespace plainsock::cli
