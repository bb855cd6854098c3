#include "tests/support/scripted_server.hpp"

#include <list>
#include <thread>

#include "tests/support/scripted_session.hpp"

namespace plainsock::test {

struct ScriptedServer::Shared {
  explicit Shared(std::string_view script, std::string content)
      : state{Script{script}, std::move(content), {}, {}, {}, 0, {}} {}

  void serve();
  void stop(const SocketAddress& address);

  ScriptState state;
  TcpListener listener = TcpListener::bind({IpAddress::loopback(Family::ipv4), 0}).value("listen");
  std::atomic<bool> stopping{false};
  std::list<std::thread> sessions;
  std::thread acceptor;
};

void ScriptedServer::Shared::serve() {
  for (;;) {
    auto accepted = listener.accept();
    if (stopping || !accepted) return;
    {
      const std::lock_guard lock{state.mutex};
      ++state.connections;
    }
    sessions.emplace_back([this, stream = std::move(accepted->stream)]() mutable {
      ScriptedSession{state, std::move(stream)}.run();
    });
  }
}

// A connection of one's own wakes accept on every system. The sessions end when their clients leave.
void ScriptedServer::Shared::stop(const SocketAddress& address) {
  stopping = true;
  static_cast<void>(TcpStream::connect(address));
  acceptor.join();
  for (auto& session : sessions) session.join();
}

ScriptedServer::ScriptedServer(std::string_view script, std::string content)
    : shared_(std::make_shared<Shared>(script, std::move(content))) {
  address_ = shared_->listener.local_address().value();
  shared_->acceptor = std::thread{[shared = shared_.get()] { shared->serve(); }};
}

ScriptedServer::~ScriptedServer() { shared_->stop(address_); }

std::vector<std::string> ScriptedServer::commands() const {
  const std::lock_guard lock{shared_->state.mutex};
  return shared_->state.commands;
}

std::vector<std::string> ScriptedServer::commands(std::string_view verb) const {
  std::vector<std::string> found;
  for (const auto& command : commands()) {
    if (command == verb || command.starts_with(std::string{verb} + ' ')) found.push_back(command);
  }
  return found;
}

std::size_t ScriptedServer::connections() const {
  const std::lock_guard lock{shared_->state.mutex};
  return shared_->state.connections;
}

std::string ScriptedServer::uploaded() const {
  const std::lock_guard lock{shared_->state.mutex};
  return shared_->state.uploaded;
}

}  // namespace plainsock::test
