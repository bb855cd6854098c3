// One end of a connection, alike for streams and datagrams, and how it waits for what comes.
#pragma once

#include <optional>
#include <span>

#include "placement.hpp"
#include "plainsock/error.hpp"
#include "plainsock/poller.hpp"
#include "plainsock/tcp_listener.hpp"
#include "plainsock/udp_socket.hpp"

namespace plainsock::bench {

// Waits as the case says before a receive. Blocking and spinning need nothing here: the receive does it.
class Waiter {
 public:
  Waiter(WaitKind kind, const Socket& socket) : kind_(kind) {
    if (kind == WaitKind::block || kind == WaitKind::spin) return;
    const auto backend = kind == WaitKind::epoll  ? Backend::epoll
                         : kind == WaitKind::poll ? Backend::poll
                                                  : Backend::select;
    poller_ = Poller::create(backend).value("poller");
    poller_->add(socket, Interest::read, 0).value("watch");
  }
  bool spins() const noexcept { return kind_ == WaitKind::spin; }
  void wait() {
    if (poller_) poller_->wait(Deadline::never()).value("wait");
  }

 private:
  WaitKind kind_;
  std::optional<Poller> poller_;
};

// Messages of one size on a TCP or AF_UNIX stream.
class StreamLink {
 public:
  StreamLink(TcpStream stream, WaitKind kind) : stream_(std::move(stream)), waiter_(kind, stream_.socket()) {}
  void send(std::span<const std::byte> message) {
    if (const auto sent = stream_.write_all(message); !sent) throw std::system_error(sent.error, "send");
  }
  // False at the end of the stream.
  bool receive(std::span<std::byte> message) {
    for (std::size_t done = 0; done < message.size();) {
      const auto part = some(message.subspan(done));
      if (part == 0) return false;
      done += part;
    }
    return true;
  }
  void end() { stream_.shutdown(Direction::write).value("shutdown"); }

 private:
  std::size_t some(std::span<std::byte> room) {
    waiter_.wait();
    if (!waiter_.spins()) return stream_.read_some(room).value("receive");
    auto part = stream_.try_read_some(room);
    while (!part && would_block(part.error())) part = stream_.try_read_some(room);
    return part.value("receive");
  }
  TcpStream stream_;
  Waiter waiter_;
};

// Datagrams between two connected sockets. An empty one is the end.
class DatagramLink {
 public:
  DatagramLink(UdpSocket socket, WaitKind kind) : socket_(std::move(socket)), waiter_(kind, socket_.socket()) {}
  void send(std::span<const std::byte> message) { socket_.send(message).value("send"); }
  bool receive(std::span<std::byte> message) {
    waiter_.wait();
    if (!waiter_.spins()) return socket_.receive(message).value("receive").size > 0;
    auto got = socket_.try_receive(message);
    while (!got && would_block(got.error())) got = socket_.try_receive(message);
    return got.value("receive").size > 0;
  }
  void end() { send({}); }

 private:
  UdpSocket socket_;
  Waiter waiter_;
};

// Two ends over 127.0.0.1. TCP: without Nagle's delay, and with cubic where the system has it, because a pacing
// congestion control (bbr) measures its own pace on loopback.
template <class Link>
struct LinkPair {
  Link near;
  Link far;
};
LinkPair<StreamLink> stream_link(WaitKind);
LinkPair<DatagramLink> datagram_link(WaitKind);
struct StreamPair {
  TcpStream near;
  TcpStream far;
};
struct DatagramPair {
  UdpSocket near;
  UdpSocket far;
};
StreamPair connected_streams();
DatagramPair connected_datagrams();

}  // namespace plainsock::bench
