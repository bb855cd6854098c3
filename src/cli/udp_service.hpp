// A server of datagrams: one question each, one answer each.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "plainsock/udp_socket.hpp"
#include "server_stop.hpp"

namespace plainsock::cli {

class UdpService {
 public:
  // Answers a message from a peer; nothing: no answer.
  using Answer = std::function<std::optional<std::string>(std::string_view message, const SocketAddress& peer)>;

  // Throws Failure when the address cannot be bound.
  UdpService(const SocketAddress& address, Stop& stop);

  SocketAddress address() const;
  // Until it is stopped. An answer leaves from the address that the question was sent to.
  void run(const Answer& answer);

 private:
  void serve_what_is_there(const Answer& answer, std::span<std::byte> room);
  void reply(const std::optional<std::string>& text, const Route& route);

  UdpSocket socket_;
  Stop& stop_;
  Poller poller_;
  Stop::Wakes wakes_;
};

}  // namespace plainsock::cli
