// Round trips: a message goes to an echo in another thread and comes back.
#pragma once

#include <atomic>
#include <chrono>
#include <cstring>
#include <thread>

#include "histogram.hpp"
#include "link.hpp"
#include "watchdog.hpp"

namespace plainsock::bench {

inline constexpr auto default_patience = std::chrono::milliseconds{250};  // then a datagram counts as lost

// A connection with its echo thread, ready to measure. The echo ends when the session does.
//
// A lost datagram must not stall the run for good, and a time limit for each receive would be another mechanism
// than the one that is measured (a poll more). So a watchdog looks on: when a trip takes too long it sends an empty
// datagram from the far end, which wakes the near one. Messages are numbered; a reply that comes later is dropped.
template <class Link>
class RoundTripSession {
 public:
  RoundTripSession(LinkPair<Link> links, std::size_t bytes, Placement placement,
                   std::chrono::milliseconds patience = default_patience)
      : near_(std::move(links.near)),
        far_(std::move(links.far)),
        message_(bytes),
        reply_(bytes),
        patience_(patience),
        pinned_(near_processor(placement)),
        echo_([this, bytes, placement] { serve(bytes, placement); }),
        watchdog_(Link::lossy ? patience : std::chrono::milliseconds{0}, [this] { nudge(); }) {}
  ~RoundTripSession() {
    near_.end();
    while (Link::lossy && !ended_.load()) {  // the end may be lost too
      std::this_thread::sleep_for(std::chrono::milliseconds{1});
      near_.end();
    }
    echo_.join();
  }

  // One round trip; the clock is read once for each, the end of one being the beginning of the next.
  void trip(Histogram& samples) {
    ++number_;
    std::memcpy(message_.data(), &number_, std::min(sizeof number_, message_.size()));
    waiting_for_.store(number_, std::memory_order_relaxed);
    near_.send(message_);
    const bool came = await_reply();
    waiting_for_.store(0, std::memory_order_relaxed);
    const auto now = Clock::now();
    if (came)
      samples.add(static_cast<std::uint64_t>((now - last_).count()));
    else
      ++lost_;
    last_ = now;
  }
  void begin() { last_ = Clock::now(); }
  std::uint64_t lost() const noexcept { return lost_; }

 private:
  using Clock = std::chrono::steady_clock;

  // False when the watchdog says that it has taken too long. A nudge that comes late, in another trip, does not
  // count.
  bool await_reply() {
    for (;;) {
      const auto size = near_.receive(reply_);
      if constexpr (!Link::lossy) return size > 0 ? true : throw std::runtime_error("the echo has ended");
      if (size == 0 && Clock::now() - last_ >= patience_) return false;
      if (size > 0 && std::memcmp(reply_.data(), message_.data(), std::min(sizeof number_, size)) == 0) return true;
    }
  }

  void nudge() {
    const auto waiting = waiting_for_.load(std::memory_order_relaxed);
    if (waiting != 0 && waiting == seen_) far_.send({});
    seen_ = waiting;
  }

  void serve(std::size_t bytes, Placement placement) {
    const Pinned pinned{far_processor(placement)};
    std::vector<std::byte> message(bytes);
    while (far_.receive(message) > 0) far_.send(message);
    ended_ = true;
  }

  Link near_;
  Link far_;
  std::vector<std::byte> message_;
  std::vector<std::byte> reply_;
  std::chrono::milliseconds patience_;
  std::uint64_t number_ = 0;
  std::uint64_t lost_ = 0;
  std::uint64_t seen_ = 0;                     // by the watchdog, the last time it looked
  std::atomic<std::uint64_t> waiting_for_{0};  // 0: for nothing
  std::atomic<bool> ended_{false};
  Clock::time_point last_;
  Pinned pinned_;
  std::thread echo_;
  Watchdog watchdog_;  // ends before what it looks at
};

}  // namespace plainsock::bench
