// The load for echo servers: `load PORT CLIENTS BYTES SECONDS` keeps one message of each client on its way and
// prints how many came back in a second.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "plainsock/bytes.hpp"
#include "plainsock/poller.hpp"
#include "plainsock/tcp_stream.hpp"

namespace {

using namespace plainsock;

struct Client {
  TcpStream stream;
  std::size_t missing = 0;  // bytes of the echo
};

class Load {
 public:
  Load(std::uint16_t port, std::size_t clients, std::size_t bytes)
      : message_(bytes, 'x'), room_(1 << 20), poller_(Poller::create().value("poller")) {
    for (std::size_t i = 0; i < clients; ++i) {
      clients_.push_back({TcpStream::connect({IpAddress::loopback(Family::ipv4), port}).value("connect")});
      poller_.add(clients_.back().stream.socket(), Interest::read, i).value("wait");
    }
    for (auto& client : clients_) send(client);
  }

  std::size_t run(Deadline deadline) {
    std::size_t messages = 0;
    while (!deadline.passed()) {
      const auto events = poller_.wait(deadline).value("wait");
      for (const auto& event : events) messages += receive(clients_[event.key()]);
    }
    return messages;
  }

 private:
  void send(Client& client) {
    client.missing = message_.size();
    if (!client.stream.write_all(bytes_of(message_))) std::exit(1);
  }

  std::size_t receive(Client& client) {
    client.missing -= client.stream.read_some(std::span{room_}.first(client.missing)).value("read");
    if (client.missing > 0) return 0;
    send(client);
    return 1;
  }

  std::string message_;
  std::vector<std::byte> room_;
  Poller poller_;
  std::vector<Client> clients_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return std::fprintf(stderr, "usage: load PORT CLIENTS BYTES SECONDS\n"), 2;
  const auto number = [&](int i) { return std::strtoul(argv[i], nullptr, 10); };
  Load load{static_cast<std::uint16_t>(number(1)), number(2), number(3)};
  const std::chrono::seconds time{number(4)};
  static_cast<void>(load.run(Deadline::after(std::chrono::milliseconds{200})));
  const auto messages = load.run(Deadline::after(time));
  std::printf("%.0f\n", static_cast<double>(messages) / static_cast<double>(time.count()));
}
