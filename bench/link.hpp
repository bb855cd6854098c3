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

// Not for block and spin.
Backend backend_of(WaitKind);

// Waits as the case says before a receive. Blocking and spinning need nothing here: the receive does it.
class Waiter {
 public:
  Waiter(WaitKind, const Socket&);
  bool spins() const noexcept { return kind_ == WaitKind::spin; }
  void wait() {
    if (poller_) poller_->wait(Deadline::never()).value("wait");
  }

 private:
  WaitKind kind_;
  std::optional<Poller> poller_;
};

// Messages of one size on a TCP stream.
class StreamLink {
 public:
  static constexpr bool lossy = false;
  StreamLink(TcpStream stream, WaitKind kind) : stream_(std::move(stream)), waiter_(kind, stream_.socket()) {}
  void send(std::span<const std::byte> message) {
    if (const auto sent = stream_.write_all(message); !sent) throw std::system_error(sent.error, "send");
  }
  // Fills the message; 0 at the end of the stream.
  std::size_t receive(std::span<std::byte> message) {
    for (std::size_t done = 0; done < message.size();) {
      const auto part = some(message.subspan(done));
      if (part == 0) return 0;
      done += part;
    }
    return message.size();
  }
  // What is there now, at most `room`; 0 when nothing is.
  std::size_t try_receive(std::span<std::byte> room) {
    const auto part = stream_.try_read_some(room);
    return !part && would_block(part.error()) ? 0 : part.value("receive");
  }
  void end() { stream_.shutdown(Direction::write).value("shutdown"); }
  // Ends this end's own receive, from another thread.
  void cancel() { static_cast<void>(stream_.shutdown(Direction::both)); }

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

// Has the socket receive an empty datagram, from another thread. A connected socket hears its peer only; so it
// becomes its own.
inline void wake(UdpSocket& socket) {
  static_cast<void>(socket.set_peer(socket.local_address().value()));
  static_cast<void>(socket.send({}));
}

// Datagrams between two connected sockets. An empty one is the end, or a nudge.
class DatagramLink {
 public:
  static constexpr bool lossy = true;
  DatagramLink(UdpSocket socket, WaitKind kind) : socket_(std::move(socket)), waiter_(kind, socket_.socket()) {}
  void send(std::span<const std::byte> message) { socket_.send(message).value("send"); }
  std::size_t receive(std::span<std::byte> message) {
    waiter_.wait();
    if (!waiter_.spins()) return socket_.receive(message).value("receive").size;
    auto got = socket_.try_receive(message);
    while (!got && would_block(got.error())) got = socket_.try_receive(message);
    return got.value("receive").size;
  }
  std::size_t try_receive(std::span<std::byte> room) {
    const auto got = socket_.try_receive(room);
    return !got && would_block(got.error()) ? 0 : got.value("receive").size;
  }
  void end() { send({}); }
  void cancel() { wake(socket_); }

 private:
  UdpSocket socket_;
  Waiter waiter_;
};

// Datagrams between sockets that are not connected: sendto(2), recvfrom(2).
class UnconnectedLink {
 public:
  static constexpr bool lossy = true;
  UnconnectedLink(UdpSocket socket, const SocketAddress& to) : socket_(std::move(socket)), to_(to) {}
  void send(std::span<const std::byte> message) { socket_.send_to(message, to_).value("send"); }
  std::size_t receive(std::span<std::byte> message) {
    return socket_.receive_from(message, from_).value("receive").size;
  }
  void end() { send({}); }

 private:
  UdpSocket socket_;
  SocketAddress to_;
  SocketAddress from_;
};

enum class Nagle { off, on };  // TCP_NODELAY, or not

// Two ends over 127.0.0.1. TCP: with cubic where the system has it, because a pacing congestion control (bbr)
// measures its own pace on loopback.
template <class Link>
struct LinkPair {
  Link near;
  Link far;
};
void prepare(TcpStream&, Nagle = Nagle::off);
LinkPair<StreamLink> stream_link(WaitKind, Nagle = Nagle::off);
LinkPair<DatagramLink> datagram_link(WaitKind);
LinkPair<UnconnectedLink> unconnected_link();
// AF_UNIX. Errors: errc::address_family_not_supported.
Result<LinkPair<StreamLink>> local_link(WaitKind);
struct StreamPair {
  TcpStream near;
  TcpStream far;
};
struct DatagramPair {
  UdpSocket near;
  UdpSocket far;
};
StreamPair connected_streams(Nagle = Nagle::off);
DatagramPair connected_datagrams();

}  // namespace plainsock::bench
