#include "udp_service.hpp"

#include <vector>

#include "plainsock/bytes.hpp"
#include "plainsock/error.hpp"
#include "server_options.hpp"

namespace plainsock::cli {
namespace {

UdpSocket bound_to(const SocketAddress& address) {
  auto socket = UdpSocket::bind(address);
  if (!socket) fail_at("bind", address.to_string(), socket.error());
  socket->report_routes().value("bind");
  return std::move(*socket);
}

}  // namespace

UdpService::UdpService(const SocketAddress& address, Stop& stop)
    : socket_(bound_to(address)), stop_(stop), poller_(Poller::create().value("poller")), wakes_(stop, poller_) {}

SocketAddress UdpService::address() const { return socket_.local_address().value("bind"); }

void UdpService::run(const Answer& answer) {
  std::vector<std::byte> room(65536);  // no datagram is longer: its length field has 16 bits (RFC 768)
  poller_.add(socket_.socket(), Interest::read, 0).value("wait");
  while (!stop_.requested()) {
    const auto events = poller_.wait(Deadline::never()).value("wait");
    if (!events.empty()) serve_what_is_there(answer, room);
  }
}

void UdpService::serve_what_is_there(const Answer& answer, std::span<std::byte> room) {
  Route route;
  for (int most = 64; most > 0 && !stop_.requested(); --most) {
    const auto received = socket_.try_receive_routed(room, route);
    if (!received) {
      if (!would_block(received.error())) complain("receive: " + received.error().message());
      return;
    }
    if (received->truncated) complain("receive " + route.peer.to_string() + ": the datagram was cut");
    reply(answer(text_of(room.first(received->size)), route.peer), route);
  }
}

void UdpService::reply(const std::optional<std::string>& text, const Route& route) {
  if (!text) return;
  const auto sent = socket_.send_routed(bytes_of(*text), route);
  if (!sent) complain("send " + route.peer.to_string() + ": " + sent.error().message());
}

}  // namespace plainsock::cli
