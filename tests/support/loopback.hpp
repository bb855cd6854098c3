// Sockets of one process that talk to each other over the loopback interface.
#pragma once

#include <array>
#include <string>
#include <thread>
#include <vector>

#include "plainsock/bytes.hpp"
#include "plainsock/error.hpp"
#include "plainsock/tcp_listener.hpp"
#include "plainsock/udp_socket.hpp"

namespace plainsock::test {

// When a test gives up: far beyond what a busy machine needs, so that no result hangs on luck.
inline Deadline soon() { return Deadline::after(std::chrono::seconds{30}); }

inline SocketAddress any_port(Family family = Family::ipv4) { return {IpAddress::loopback(family), 0}; }

inline TcpListener listener(Family family = Family::ipv4) { return TcpListener::bind(any_port(family)).value(); }

// The two ends of one connection.
struct TcpPair {
  TcpStream client;
  TcpStream server;
};
inline TcpPair tcp_pair(Family family = Family::ipv4) {
  auto listening = listener(family);
  auto client = TcpStream::connect(listening.local_address().value(), soon()).value();
  return {std::move(client), listening.accept(soon()).value().stream};
}

// An address on which nobody listens. Below the range of ports that systems give out by themselves (a connect to
// one of those may meet itself), and refused for as long as this program does not ask for that port.
inline SocketAddress closed_port(Family family = Family::ipv4) { return {IpAddress::loopback(family), 1}; }

inline std::string read_to_end(TcpStream& stream) {
  std::string all;
  std::array<std::byte, 16384> buffer;
  while (const auto count = stream.read_some(buffer, soon()).value("read_to_end")) {
    all += text_of(std::span{buffer}.first(count));
  }
  return all;
}

// Exactly so many bytes, or what came before an error.
inline std::string read_text(TcpStream& stream, std::size_t size) {
  std::vector<std::byte> buffer(size);
  return std::string{text_of(std::span{buffer}.first(stream.read_exact(buffer, soon()).bytes))};
}

// One datagram as text.
inline std::string receive_text(UdpSocket& socket, Deadline deadline = soon()) {
  std::vector<std::byte> buffer(largest_datagram);
  return std::string{text_of(std::span{buffer}.first(socket.receive(buffer, deadline).value("receive").size))};
}

}  // namespace plainsock::test
