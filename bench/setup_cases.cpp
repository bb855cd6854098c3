// What it costs to begin: a TCP connection, beside the first exchange of datagrams.
#include "round_trip_measure.hpp"

namespace plainsock::bench {
namespace {

const SocketAddress loopback{IpAddress::loopback(Family::ipv4), 0};
using Message = std::array<std::byte, 64>;

// One thread for all connections, or one more for each.
enum class AcceptModel { iterative, thread };

void answer(TcpStream stream) {
  Message message;
  while (stream.read_exact(message)) {
    if (!stream.write_all(message)) return;
  }
}

// Clients come to several ports in turn: one that closes first keeps its port for a while (TIME_WAIT), and with one
// pair of addresses 28,000 connections would be all.
class Server {
 public:
  Server(AcceptModel model, Placement placement) {
    for (auto& each : listeners_) each = TcpListener::bind(loopback).value("bind");
    for (const auto& each : listeners_) addresses_.push_back(each.local_address().value());
    thread_ = std::thread{[this, model, placement] { serve(model, far_processor(placement)); }};
  }
  // The thread waits for the next connection: it gets one.
  ~Server() {
    ended_ = true;
    static_cast<void>(TcpStream::connect(next()));
    thread_.join();
  }
  const SocketAddress& next() { return addresses_[number_++ % addresses_.size()]; }

 private:
  void serve(AcceptModel model, int processor) {
    const Pinned pinned{processor};
    for (std::size_t i = 0; !ended_; ++i) {
      auto stream = listeners_[i % listeners_.size()].accept().value("accept").stream;
      if (model == AcceptModel::iterative) {
        answer(std::move(stream));
        continue;
      }
      // One that is through is not waited for.
      std::thread{[stream = std::move(stream)]() mutable { answer(std::move(stream)); }}.detach();
    }
  }

  std::array<TcpListener, 16> listeners_;
  std::vector<SocketAddress> addresses_;
  std::size_t number_ = 0;
  std::atomic<bool> ended_{false};
  std::thread thread_;
};

void exchange(TcpStream& stream) {
  Message message{};
  if (!stream.write_all(message) || !stream.read_exact(message)) throw std::runtime_error("the server has ended");
}

template <class Body>
Counters measure_setup(Body body, const Repeat& repeat) {
  Histogram samples;
  Counters counters;
  for (int i = 0; i < 20; ++i) body();
  const Meter meter;
  repeat([&] {
    const auto begin = std::chrono::steady_clock::now();
    body();
    samples.add(static_cast<std::uint64_t>((std::chrono::steady_clock::now() - begin).count()));
  });
  meter.report(counters, static_cast<double>(samples.count()));
  report(counters, samples);
  return counters;
}

enum class Exchange { none, one };

Counters measure_connect(AcceptModel model, Exchange with, Placement placement, const Repeat& repeat) {
  Server server{model, placement};
  const Pinned pinned{near_processor(placement)};
  const auto body = [&] {
    auto stream = TcpStream::connect(server.next()).value("connect");
    if (with == Exchange::one) exchange(stream);
  };
  return measure_setup(body, repeat);
}

// A new socket each time, so that nothing is left of the last exchange. One that is not answered in time is sent
// again: datagrams may be lost.
Counters measure_first_datagram(Placement placement, const Repeat& repeat) {
  auto far = UdpSocket::bind(loopback).value("bind");
  const auto address = far.local_address().value();
  std::thread echo{[&far, placement] {
    const Pinned pinned{far_processor(placement)};
    Message message;
    SocketAddress from;
    while (const auto size = far.receive_from(message, from).value("receive").size)
      far.send_to(std::span{message}.first(size), from).value("send");
  }};
  const Pinned pinned{near_processor(placement)};
  const auto body = [&] {
    auto socket = UdpSocket::connect(address).value("connect");
    Message message{};
    do socket.send(message).value("send");
    while (!socket.receive(message, Deadline::after(default_patience)));
  };
  auto counters = measure_setup(body, repeat);
  UdpSocket::connect(address).value("connect").send({}).value("end");
  echo.join();
  return counters;
}

}  // namespace

std::vector<Case> setup_cases() {
  std::vector<Case> cases;
  for (const auto placement : placements()) {
    const std::string where{name_of(placement)};
    const auto connect = [&](const std::string& name, AcceptModel model, Exchange with) {
      cases.push_back({"setup/tcp/" + name + "/" + where, false,
                       [=](const Repeat& repeat) { return measure_connect(model, with, placement, repeat); }});
    };
    connect("connect-close", AcceptModel::iterative, Exchange::none);
    connect("first-exchange/iterative", AcceptModel::iterative, Exchange::one);
    connect("first-exchange/thread", AcceptModel::thread, Exchange::one);
    cases.push_back({"setup/udp/first-exchange/" + where, false,
                     [=](const Repeat& repeat) { return measure_first_datagram(placement, repeat); }});
  }
  return cases;
}

}  // namespace plainsock::bench
