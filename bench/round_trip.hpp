// Round trips: a message goes to an echo in another thread and comes back.
#pragma once

#include <array>
#include <chrono>
#include <thread>

#include "histogram.hpp"
#include "link.hpp"

namespace plainsock::bench {

inline constexpr std::size_t largest_message = 65507;
enum class Protocol { tcp, udp };

struct RoundTripCase {
  Protocol protocol = Protocol::tcp;
  std::size_t bytes = 64;
  WaitKind wait = WaitKind::block;
  Placement placement = Placement::same_core;
};

// A connection with its echo thread, ready to measure. The echo ends when the session does.
template <class Link>
class RoundTripSession {
 public:
  RoundTripSession(LinkPair<Link> links, std::size_t bytes, Placement placement)
      : near_(std::move(links.near)),
        message_(bytes),
        pinned_(near_processor(placement)),
        echo_([far = std::move(links.far), bytes, placement]() mutable { serve(far, bytes, placement); }) {}
  ~RoundTripSession() {
    near_.end();
    echo_.join();
  }

  // One round trip; the clock is read once for each, the end of one being the beginning of the next.
  void trip(Histogram& samples) {
    near_.send(message_);
    near_.receive(message_);
    const auto now = Clock::now();
    samples.add(static_cast<std::uint64_t>((now - last_).count()));
    last_ = now;
  }
  void begin() { last_ = Clock::now(); }

 private:
  using Clock = std::chrono::steady_clock;
  static void serve(Link& far, std::size_t bytes, Placement placement) {
    const Pinned pinned{far_processor(placement)};
    std::vector<std::byte> message(bytes);
    while (far.receive(message)) far.send(message);
  }

  Link near_;
  std::vector<std::byte> message_;
  Pinned pinned_;
  std::thread echo_;
  Clock::time_point last_;
};

}  // namespace plainsock::bench
