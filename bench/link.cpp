#include "link.hpp"

namespace plainsock::bench {
namespace {

const SocketAddress any_loopback_port{IpAddress::loopback(Family::ipv4), 0};

// Not every system can be told which congestion control to use; the report says which one it was.
void prepare(TcpStream& stream) {
  stream.socket().set(option::no_delay, true).value("no_delay");
  static_cast<void>(stream.socket().set(option::congestion_control, std::string{"cubic"}));
}

}  // namespace

Backend backend_of(WaitKind kind) {
  if (kind == WaitKind::epoll) return Backend::epoll;
  return kind == WaitKind::poll ? Backend::poll : Backend::select;
}

Waiter::Waiter(WaitKind kind, const Socket& socket) : kind_(kind) {
  if (kind == WaitKind::block || kind == WaitKind::spin) return;
  poller_ = Poller::create(backend_of(kind)).value("poller");
  poller_->add(socket, Interest::read, 0).value("watch");
}

StreamPair connected_streams() {
  auto listener = TcpListener::bind(any_loopback_port).value("bind");
  auto near = TcpStream::connect(listener.local_address().value()).value("connect");
  StreamPair pair{std::move(near), listener.accept().value("accept").stream};
  prepare(pair.near), prepare(pair.far);
  return pair;
}

// The one that is connected to must know its peer too, or a stray datagram could come between.
DatagramPair connected_datagrams() {
  auto far = UdpSocket::bind(any_loopback_port).value("bind");
  auto near = UdpSocket::connect(far.local_address().value()).value("connect");
  far.set_peer(near.local_address().value()).value("connect");
  return {std::move(near), std::move(far)};
}

LinkPair<StreamLink> stream_link(WaitKind kind) {
  auto [near, far] = connected_streams();
  return {{std::move(near), kind}, {std::move(far), kind}};
}

LinkPair<DatagramLink> datagram_link(WaitKind kind) {
  auto [near, far] = connected_datagrams();
  return {{std::move(near), kind}, {std::move(far), kind}};
}

}  // namespace plainsock::bench
