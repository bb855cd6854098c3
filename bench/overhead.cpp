// What a wrapper costs over the call it wraps. One thread sends to itself over a connected pair on loopback, by raw
// calls or through the library:
//
//   overhead {raw|lib} {stream|datagram|datagram-to|epoll} COUNT
//
// so that callgrind can count the instructions of each: see README.md. Prints nanoseconds and heap allocations per
// operation (one send and one receive).
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string_view>

#include "plainsock/poller.hpp"
#include "plainsock/tcp_listener.hpp"
#include "plainsock/udp_socket.hpp"
#include "platform/bench_loops.hpp"

namespace {
std::atomic<std::size_t> allocations{0};
}

void* operator new(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc{};
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace plainsock::bench {
namespace {

const SocketAddress loopback{IpAddress::loopback(Family::ipv4), 0};
using Message = std::array<std::byte, message_size>;

struct StreamPair {
  TcpStream from;
  TcpStream to;
};

StreamPair stream_pair() {
  auto listener = TcpListener::bind(loopback).value("bind");
  auto from = TcpStream::connect(listener.local_address().value()).value("connect");
  return {std::move(from), listener.accept().value("accept").stream};
}

struct DatagramPair {
  UdpSocket from;
  UdpSocket to;
};

DatagramPair datagram_pair() {
  auto to = UdpSocket::bind(loopback).value("bind");
  auto from = UdpSocket::connect(to.local_address().value()).value("connect");
  return {std::move(from), std::move(to)};
}

[[gnu::noinline]] bool lib_stream(StreamPair pair, std::size_t count) {
  auto from = std::move(pair.from);
  auto to = std::move(pair.to);
  Message message{};
  for (std::size_t i = 0; i < count; ++i) {
    const auto sent = from.write_some(message);
    if (!sent || *sent != message_size) return false;
    const auto received = to.read_some(message);
    if (!received || *received != message_size) return false;
  }
  return true;
}

[[gnu::noinline]] bool lib_datagram(DatagramPair pair, std::size_t count) {
  auto from = std::move(pair.from);
  auto to = std::move(pair.to);
  Message message{};
  for (std::size_t i = 0; i < count; ++i) {
    if (!from.send(message)) return false;
    const auto received = to.receive(message);
    if (!received || received->size != message_size) return false;
  }
  return true;
}

[[gnu::noinline]] bool lib_datagram_to(DatagramPair pair, const SocketAddress& address, std::size_t count) {
  auto from = std::move(pair.from);
  auto to = std::move(pair.to);
  Message message{};
  SocketAddress sender;
  for (std::size_t i = 0; i < count; ++i) {
    if (!from.send_to(message, address)) return false;
    const auto received = to.receive_from(message, sender);
    if (!received || received->size != message_size) return false;
  }
  return true;
}

// Reads what the poller says is readable; false when it is not what was sent.
bool read_ready(std::span<const Event> events, TcpStream& to, Message& message) {
  for (const auto& event : events) {
    if (event.key() != 7 || !event.readable()) continue;
    const auto received = to.read_some(message);
    return received && *received == message_size;
  }
  return false;
}

[[gnu::noinline]] bool lib_epoll(StreamPair pair, std::size_t count) {
  auto from = std::move(pair.from);
  auto to = std::move(pair.to);
  Message message{};
  auto poller = Poller::create(Backend::epoll).value("epoll");
  poller.add(to.socket(), Interest::read, 7).value("add");
  for (std::size_t i = 0; i < count; ++i) {
    const auto sent = from.write_some(message);
    if (!sent || *sent != message_size) return false;
    const auto events = poller.wait(Deadline::never());
    if (!events || !read_ready(*events, to, message)) return false;
  }
  return true;
}

bool run_stream(bool raw, bool polled, std::size_t count) {
  auto pair = stream_pair();
  const auto from = pair.from.socket().descriptor();
  const auto to = pair.to.socket().descriptor();
  if (polled) return raw ? raw_epoll(from, to, Deadline::never(), count) : lib_epoll(std::move(pair), count);
  return raw ? raw_stream(from, to, count) : lib_stream(std::move(pair), count);
}

bool run_datagram(bool raw, bool addressed, std::size_t count) {
  auto pair = datagram_pair();
  const auto address = pair.to.local_address().value();
  if (addressed) pair.from = UdpSocket::open(Family::ipv4).value("socket");
  const auto from = pair.from.socket().descriptor();
  const auto to = pair.to.socket().descriptor();
  if (addressed)
    return raw ? raw_datagram_to(from, to, address, count) : lib_datagram_to(std::move(pair), address, count);
  return raw ? raw_datagram(from, to, count) : lib_datagram(std::move(pair), count);
}

bool run(bool raw, std::string_view kind, std::size_t count) {
  const bool stream = kind == "stream" || kind == "epoll";
  return stream ? run_stream(raw, kind == "epoll", count) : run_datagram(raw, kind == "datagram-to", count);
}

}  // namespace
}  // namespace plainsock::bench

int main(int argc, char** argv) {
  if (argc != 4) return std::fputs("overhead {raw|lib} {stream|datagram|datagram-to|epoll} COUNT\n", stderr), 2;
  const auto count = std::strtoull(argv[3], nullptr, 10);
  const auto before = allocations.load();
  const auto begin = std::chrono::steady_clock::now();
  const bool done = plainsock::bench::run(std::string_view{argv[1]} == "raw", argv[2], count);
  const std::chrono::duration<double, std::nano> elapsed = std::chrono::steady_clock::now() - begin;
  if (!done) return std::fputs("a call failed\n", stderr), 1;
  std::printf("%s %s: %.0f ns an operation, %zu allocations in all\n", argv[1], argv[2],
              elapsed.count() / static_cast<double>(count), allocations.load() - before);
}
