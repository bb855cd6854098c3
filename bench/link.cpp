#include "link.hpp"

#include <filesystem>
#include <random>

#include "plainsock/local_socket.hpp"

namespace plainsock::bench {
namespace {

const SocketAddress any_loopback_port{IpAddress::loopback(Family::ipv4), 0};

// A name in the folder for temporary files that nobody has; its owner removes it.
std::filesystem::path free_path() {
  std::random_device random;
  return std::filesystem::temp_directory_path() / ("plainsock-bench-" + std::to_string(random()));
}

struct RemovedFile {
  std::filesystem::path path;
  ~RemovedFile() {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
  }
};

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

// Not every system can be told which congestion control to use; the report says which one it was.
void prepare(TcpStream& stream, Nagle nagle) {
  stream.socket().set(option::no_delay, nagle == Nagle::off).value("no_delay");
  static_cast<void>(stream.socket().set(option::congestion_control, std::string{"cubic"}));
}

StreamPair connected_streams(Nagle nagle) {
  auto listener = TcpListener::bind(any_loopback_port).value("bind");
  auto near = TcpStream::connect(listener.local_address().value()).value("connect");
  StreamPair pair{std::move(near), listener.accept().value("accept").stream};
  prepare(pair.near, nagle), prepare(pair.far, nagle);
  return pair;
}

// The one that is connected to must know its peer too, or a stray datagram could come between.
DatagramPair connected_datagrams() {
  auto far = UdpSocket::bind(any_loopback_port).value("bind");
  auto near = UdpSocket::connect(far.local_address().value()).value("connect");
  far.set_peer(near.local_address().value()).value("connect");
  return {std::move(near), std::move(far)};
}

LinkPair<StreamLink> stream_link(WaitKind kind, Nagle nagle) {
  auto [near, far] = connected_streams(nagle);
  return {{std::move(near), kind}, {std::move(far), kind}};
}

LinkPair<DatagramLink> datagram_link(WaitKind kind) {
  auto [near, far] = connected_datagrams();
  return {{std::move(near), kind}, {std::move(far), kind}};
}

LinkPair<UnconnectedLink> unconnected_link() {
  auto near = UdpSocket::bind(any_loopback_port).value("bind");
  auto far = UdpSocket::bind(any_loopback_port).value("bind");
  const auto near_address = near.local_address().value();
  const auto far_address = far.local_address().value();
  return {{std::move(near), far_address}, {std::move(far), near_address}};
}

Result<LinkPair<StreamLink>> local_link(WaitKind kind) {
  const RemovedFile file{free_path()};
  auto listener = local::listen(file.path.string());
  if (!listener) return listener.error();
  auto near = local::connect(file.path.string()).value("connect");
  auto far = listener->accept().value("accept").stream;
  return LinkPair<StreamLink>{{std::move(near), kind}, {std::move(far), kind}};
}

}  // namespace plainsock::bench
