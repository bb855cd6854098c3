// What a benchmark says about lost, reordered and duplicated datagrams, against a relay that knows what it did.
#include <gtest/gtest.h>

#include <atomic>
#include <random>

#include "bench/throughput.hpp"

namespace plainsock::bench {
namespace {

const SocketAddress any_loopback{IpAddress::loopback(Family::ipv4), 0};

// Stands between the two ends. Of the first `planned` datagrams it drops 10 %, sends 5 % twice, and 5 % after the
// next one; everything later, and everything that comes back, goes through as it is.
class Relay {
 public:
  static constexpr std::uint64_t planned = 2000;

  Relay() : poller_(Poller::create().value("poller")) {
    near_ = UdpSocket::connect(front_.local_address().value()).value("connect");
    front_.set_peer(near_.local_address().value()).value("connect");
    far_.set_peer(back_.local_address().value()).value("connect");
    back_.set_peer(far_.local_address().value()).value("connect");
    for (auto* each : {&near_, &front_, &back_, &far_})  // so that nothing else is lost while this machine is busy
      each->socket().set(option::receive_buffer, 1 << 20).value("receive buffer");
    poller_.add(front_.socket(), Interest::read, 0).value("watch");
    poller_.add(back_.socket(), Interest::read, 1).value("watch");
    thread_ = std::thread{[this] { run(); }};
  }
  ~Relay() {
    ended_ = true;
    poller_.wake().value("wake");
    thread_.join();
  }
  DatagramPair ends() { return {std::move(near_), std::move(far_)}; }

  // To be asked when all has come.
  std::atomic<std::uint64_t> dropped{0};
  std::atomic<std::uint64_t> repeated{0};
  std::atomic<std::uint64_t> held{0};

 private:
  void run() {
    while (!ended_) {
      for (const auto& event : poller_.wait(Deadline::never()).value("wait")) {
        const auto got = (event.key() == 0 ? front_ : back_).try_receive(room_);
        if (!got) continue;
        const auto datagram = std::span{room_}.first(got->size);
        event.key() == 0 ? pass(datagram) : back(datagram);
      }
    }
  }
  void pass(std::span<const std::byte> datagram) {
    const auto fate = count_++ < planned ? random_() % 100 : 99;
    if (fate < 10) return void(++dropped);
    if (fate < 15 && waiting_.empty()) {
      ++held;
      return waiting_.assign(datagram.begin(), datagram.end());
    }
    forward(datagram);
    if (fate >= 15 && fate < 20) ++repeated, forward(datagram);
    if (!waiting_.empty()) forward(waiting_), waiting_.clear();
  }
  void forward(std::span<const std::byte> datagram) { back_.send(datagram).value("forward"); }
  // After the last acknowledgement the sender may be gone already.
  void back(std::span<const std::byte> datagram) { static_cast<void>(front_.send(datagram)); }

  UdpSocket near_;
  UdpSocket front_ = UdpSocket::bind(any_loopback).value("bind");
  UdpSocket back_ = UdpSocket::bind(any_loopback).value("bind");
  UdpSocket far_ = UdpSocket::bind(any_loopback).value("bind");
  Poller poller_;
  std::vector<std::byte> room_ = std::vector<std::byte>(largest_datagram);
  std::vector<std::byte> waiting_;
  std::uint64_t count_ = 0;
  std::mt19937 random_{2026};
  std::atomic<bool> ended_{false};
  std::thread thread_;
};

class LossAccounting : public testing::TestWithParam<Mechanism> {};

TEST_P(LossAccounting, says_what_a_relay_has_dropped_reordered_and_duplicated) {
  Relay relay;
  // 2000 bytes: 8 in a window, which every receive buffer holds.
  DatagramThroughput throughput{{GetParam(), Pace::windowed, 2000, 0}, Placement::unpinned, relay.ends()};
  for (int i = 0; i < 300; ++i) throughput.step();
  const auto report = throughput.finish();
  EXPECT_EQ(report.sent, 2400U);
  EXPECT_GT(relay.dropped.load(), 150U);
  EXPECT_GT(relay.repeated.load(), 50U);
  EXPECT_GT(relay.held.load(), 50U);
  EXPECT_EQ(report.lost, relay.dropped.load());
  EXPECT_EQ(report.received, report.sent - relay.dropped.load());
  EXPECT_EQ(report.duplicated, relay.repeated.load());
  EXPECT_EQ(report.reordered, relay.held.load());
}

INSTANTIATE_TEST_SUITE_P(Mechanisms, LossAccounting, testing::Values(Mechanism::single, Mechanism::many),
                         [](const auto& each) { return std::string{name_of(each.param)}; });

}  // namespace
}  // namespace plainsock::bench
