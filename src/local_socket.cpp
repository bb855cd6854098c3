#include "plainsock/local_socket.hpp"

namespace plainsock::local {

Result<TcpListener> listen(std::string_view path, int backlog) noexcept {
  const auto address = SocketAddress::local(path);
  if (!address) return address.error();
  return TcpListener::bind(*address, backlog);
}

Result<TcpStream> connect(std::string_view path, Deadline deadline) noexcept {
  const auto address = SocketAddress::local(path);
  if (!address) return address.error();
  return TcpStream::connect(*address, deadline);
}

Result<UdpSocket> bind(std::string_view path) noexcept {
  const auto address = SocketAddress::local(path);
  if (!address) return address.error();
  return UdpSocket::bind(*address);
}

Result<UdpSocket> connect_datagram(std::string_view path) noexcept {
  const auto address = SocketAddress::local(path);
  if (!address) return address.error();
  return UdpSocket::connect(*address);
}

}  // namespace plainsock::local
