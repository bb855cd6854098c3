// A thread for each client: it may simply block, and what it does reads from top to bottom. The price is a stack
// for each, a switch of threads for each message, and care when something is shared.
#include <array>
#include <list>
#include <thread>

#include "door.hpp"
#include "model.hpp"

namespace plainsock::cli {
namespace {

class ClientThread {
 public:
  ClientThread(Accepted accepted, Server& server, Poller& loop)
      : session_(std::move(accepted), server.responder, server.log), loop_(loop), thread_([this] { serve(); }) {}

  // shutdown() wakes a thread that is blocked in a read or write of the socket; close() would not.
  ~ClientThread() {
    static_cast<void>(session_.socket().shutdown(Direction::both));
    thread_.join();
  }
  ClientThread(const ClientThread&) = delete;
  ClientThread& operator=(const ClientThread&) = delete;

  bool is_over() const noexcept { return over_; }

 private:
  void serve() {
    std::array<std::byte, room_size> room;
    while (session_.advance(Interest::both, room, Deadline::never())) continue;
    over_ = true;
    static_cast<void>(loop_.wake());
  }

  Session session_;
  Poller& loop_;
  std::atomic<bool> over_{false};
  std::thread thread_;  // last: it uses all the others
};

}  // namespace

void serve_threads(Server& server) {
  auto poller = Poller::create().value("poller");  // for the listener: so that Ctrl-C ends the wait
  const Stop::Wakes wakes{server.stop, poller};
  Door door{server.listener, server.most_clients, poller};
  std::list<ClientThread> clients;
  while (!server.stop.requested()) {
    const auto events = poller.wait(door.attend(clients.size())).value("wait");
    clients.remove_if([](const ClientThread& client) { return client.is_over(); });
    if (events.empty()) continue;
    auto client = door.let_in();
    if (!client) continue;
    try {
      clients.emplace_back(std::move(*client), server, poller);
    } catch (const std::system_error& no_thread) {
      door.rest("thread", no_thread.code());
    }
  }
}

}  // namespace plainsock::cli
