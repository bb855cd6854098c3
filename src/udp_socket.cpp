#include "plainsock/udp_socket.hpp"

#include "attempt.hpp"

namespace plainsock {

Result<UdpSocket> UdpSocket::open(Family family) noexcept {
  auto socket = Socket::open(family, SocketType::datagram);
  if (!socket) return socket.error();
  return UdpSocket{std::move(*socket)};
}

Result<UdpSocket> UdpSocket::bind(const SocketAddress& address) noexcept {
  auto udp = open(address.family());
  if (!udp) return udp;
  if (const auto bound = udp->socket_.bind(address); !bound) return bound.error();
  return udp;
}

Result<UdpSocket> UdpSocket::connect(const SocketAddress& peer) noexcept {
  auto udp = open(peer.family());
  if (!udp) return udp;
  if (const auto connected = udp->set_peer(peer); !connected) return connected.error();
  return udp;
}

Result<void> UdpSocket::set_peer(const SocketAddress& peer) noexcept {
  return sys::connect(socket_.descriptor(), peer);
}

Result<UdpSocket> UdpSocket::connect(std::string_view host, std::string_view service, Family family) {
  const auto addresses = resolve(host, service, {family, Transport::udp});
  if (!addresses) return addresses.error();
  return connect(addresses->front());
}

Result<void> UdpSocket::send(std::span<const std::byte> data, Deadline deadline) noexcept {
  return attempt(socket_.descriptor(), Interest::write, deadline,
                 [&](Descriptor s, sys::Wait wait) { return sys::send_datagram(s, data, nullptr, wait); });
}

Result<void> UdpSocket::send_to(std::span<const std::byte> data, const SocketAddress& to,
                                Deadline deadline) noexcept {
  return attempt(socket_.descriptor(), Interest::write, deadline,
                 [&](Descriptor s, sys::Wait wait) { return sys::send_datagram(s, data, &to, wait); });
}

Result<Received> UdpSocket::receive(std::span<std::byte> buffer, Deadline deadline) noexcept {
  return attempt(socket_.descriptor(), Interest::read, deadline,
                 [&](Descriptor s, sys::Wait wait) { return sys::recv_datagram(s, buffer, nullptr, wait); });
}

Result<Received> UdpSocket::receive_from(std::span<std::byte> buffer, SocketAddress& from,
                                         Deadline deadline) noexcept {
  return attempt(socket_.descriptor(), Interest::read, deadline,
                 [&](Descriptor s, sys::Wait wait) { return sys::recv_datagram(s, buffer, &from, wait); });
}

Result<Received> UdpSocket::try_receive(std::span<std::byte> buffer) noexcept {
  return sys::recv_datagram(socket_.descriptor(), buffer, nullptr, sys::Wait::no);
}

Result<Received> UdpSocket::try_receive_from(std::span<std::byte> buffer, SocketAddress& from) noexcept {
  return sys::recv_datagram(socket_.descriptor(), buffer, &from, sys::Wait::no);
}

Result<void> UdpSocket::report_routes() noexcept {
  const auto local = socket_.local_address();
  if (!local) return local.error();
  return sys::report_routes(socket_.descriptor(), local->family());
}

Result<Received> UdpSocket::try_receive_routed(std::span<std::byte> buffer, Route& route) noexcept {
  return sys::recv_routed(socket_.descriptor(), buffer, route, sys::Wait::no);
}

Result<void> UdpSocket::send_routed(std::span<const std::byte> data, const Route& route,
                                    Deadline deadline) noexcept {
  return attempt(socket_.descriptor(), Interest::write, deadline,
                 [&](Descriptor s, sys::Wait wait) { return sys::send_routed(s, data, route, wait); });
}

Result<std::size_t> UdpSocket::send_many(std::span<const OutgoingDatagram> batch, Deadline deadline) noexcept {
  return attempt(socket_.descriptor(), Interest::write, deadline,
                 [&](Descriptor s, sys::Wait wait) { return sys::send_many(s, batch, wait); });
}

Result<std::size_t> UdpSocket::receive_many(std::span<IncomingDatagram> batch, Deadline deadline) noexcept {
  return attempt(socket_.descriptor(), Interest::read, deadline,
                 [&](Descriptor s, sys::Wait wait) { return sys::recv_many(s, batch, wait); });
}

Result<void> UdpSocket::send_segmented(std::span<const std::byte> data, std::size_t segment,
                                       Deadline deadline) noexcept {
  return attempt(socket_.descriptor(), Interest::write, deadline,
                 [&](Descriptor s, sys::Wait wait) { return sys::send_segmented(s, data, segment, wait); });
}

Result<void> UdpSocket::receive_merged(IncomingDatagram& datagram, Deadline deadline) noexcept {
  return attempt(socket_.descriptor(), Interest::read, deadline,
                 [&](Descriptor s, sys::Wait wait) { return sys::recv_merged(s, datagram, wait); });
}

Result<void> UdpSocket::join(const IpAddress& group, unsigned index) noexcept {
  return sys::set_membership(socket_.descriptor(), sys::Membership::join, group, index);
}

Result<void> UdpSocket::leave(const IpAddress& group, unsigned index) noexcept {
  return sys::set_membership(socket_.descriptor(), sys::Membership::leave, group, index);
}

Result<void> UdpSocket::set_multicast_interface(Family family, unsigned index) noexcept {
  return sys::set_multicast_interface(socket_.descriptor(), family, index);
}

Result<unsigned> interface_index(std::string_view name) noexcept { return sys::interface_index(name); }

}  // namespace plainsock
