// Datagrams: each is one message, whole or not at all; none, one or two copies of it arrive, in any order.
#pragma once

#include <cstddef>
#include <span>

#include "plainsock/resolver.hpp"
#include "plainsock/socket.hpp"

namespace plainsock {

// A datagram of 0 bytes is data, not an end.
struct Received {
  std::size_t size = 0;    // bytes in the buffer
  bool truncated = false;  // the datagram was longer than the buffer; the rest is lost
};

// One datagram of a batch. To send: the bytes, and where they go (empty address on a connected socket). To receive:
// the room, and what came.
struct OutgoingDatagram {
  std::span<const std::byte> data;
  SocketAddress to;
};
struct IncomingDatagram {
  std::span<std::byte> buffer;
  Received received;
  SocketAddress from;
  std::size_t segment_size = 0;  // with option::udp_gro: bytes of each original datagram, 0 when not merged
};

// Both ends of a datagram's way: who sent it, and which of this machine's addresses it was sent to (0.0.0.0 or ::
// when that is no address to answer from, as a group's). Sent along the same route, an answer comes from where it
// was asked.
struct Route {
  SocketAddress peer;
  IpAddress local;
};

// The largest UDP payload over IPv4: 65535 - 20 (IP header) - 8 (UDP header).
inline constexpr std::size_t largest_datagram = 65507;

// Waiting is as in TcpStream: a Deadline bounds it; try_ forms return errc::operation_would_block.
class UdpSocket {
 public:
  UdpSocket() noexcept = default;
  explicit UdpSocket(Socket socket) noexcept : socket_(std::move(socket)) {}

  static Result<UdpSocket> open(Family) noexcept;
  // Never sets SO_REUSEADDR: with it two programs would share the port. Windows: SIO_UDP_CONNRESET is switched off,
  // so that another peer's ICMP error does not end the next receive.
  static Result<UdpSocket> bind(const SocketAddress&) noexcept;
  // Fixes the peer: only its datagrams arrive, send() needs no address, and an ICMP port unreachable is reported
  // once as errc::connection_refused by a later call. connect(2); asks the network nothing.
  static Result<UdpSocket> connect(const SocketAddress& peer) noexcept;
  static Result<UdpSocket> connect(std::string_view host, std::string_view service, Family = Family::any);

  // Fixes or changes the peer of a socket that is bound already, as connect() does for a new one.
  Result<void> set_peer(const SocketAddress& peer) noexcept;

  // Connected sockets. Errors: errc::message_size above the system's limit (65,507 bytes for IPv4),
  // connection_refused.
  Result<void> send(std::span<const std::byte> data, Deadline = Deadline::never()) noexcept;
  Result<Received> receive(std::span<std::byte> buffer, Deadline = Deadline::never()) noexcept;
  Result<Received> try_receive(std::span<std::byte> buffer) noexcept;

  // Unconnected sockets: sendto(2), recvfrom(2).
  Result<void> send_to(std::span<const std::byte> data, const SocketAddress& to,
                       Deadline = Deadline::never()) noexcept;
  Result<Received> receive_from(std::span<std::byte> buffer, SocketAddress& from,
                                Deadline = Deadline::never()) noexcept;
  Result<Received> try_receive_from(std::span<std::byte> buffer, SocketAddress& from) noexcept;

  // For a server bound to 0.0.0.0 or ::, whose answers have to leave from the address that was asked (the system
  // would choose by the way back): IP_PKTINFO of ip(7), IPV6_PKTINFO of RFC 3542 section 6. Needed once, after
  // bind.
  Result<void> report_routes() noexcept;
  Result<Received> try_receive_routed(std::span<std::byte> buffer, Route& route) noexcept;
  Result<void> send_routed(std::span<const std::byte> data, const Route& route,
                           Deadline = Deadline::never()) noexcept;

  // Up to 64 datagrams by one sendmmsg(2) / recvmmsg(2) on Linux, by a loop elsewhere. Returns how many went or
  // came; the wait is for the first one only.
  Result<std::size_t> send_many(std::span<const OutgoingDatagram> batch, Deadline = Deadline::never()) noexcept;
  Result<std::size_t> receive_many(std::span<IncomingDatagram> batch, Deadline = Deadline::never()) noexcept;
  // One long buffer cut by the kernel into datagrams of `segment` bytes, the last may be shorter, at most 64 and
  // 65,507 bytes together: UDP_SEGMENT of udp(7), Linux. Errors: errc::invalid_argument for a segment of 0 or above
  // the interface's MTU, errc::no_protocol_option elsewhere.
  Result<void> send_segmented(std::span<const std::byte> data, std::size_t segment,
                              Deadline = Deadline::never()) noexcept;
  // The next datagram, or with option::udp_gro several of one size merged: IncomingDatagram::segment_size says so.
  Result<void> receive_merged(IncomingDatagram& datagram, Deadline = Deadline::never()) noexcept;

  // Joins or leaves a group on an interface (its index; 0: the system chooses): IP_ADD_MEMBERSHIP, IPV6_JOIN_GROUP.
  Result<void> join(const IpAddress& group, unsigned interface_index = 0) noexcept;
  Result<void> leave(const IpAddress& group, unsigned interface_index = 0) noexcept;
  // The interface that multicast goes out on: IP_MULTICAST_IF, IPV6_MULTICAST_IF.
  Result<void> set_multicast_interface(Family, unsigned interface_index) noexcept;

  Result<SocketAddress> local_address() const noexcept { return socket_.local_address(); }
  Result<SocketAddress> peer_address() const noexcept { return socket_.peer_address(); }
  Socket& socket() noexcept { return socket_; }
  const Socket& socket() const noexcept { return socket_; }

 private:
  Socket socket_;
};

// The number of an interface ("lo" is usually 1): if_nametoindex(3). Errors: errc::no_such_device.
Result<unsigned> interface_index(std::string_view name) noexcept;

}  // namespace plainsock
