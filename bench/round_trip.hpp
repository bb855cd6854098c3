// Round trips: a message goes to an echo in another thread and comes back.
#pragma once

#include <atomic>
#include <chrono>
#include <cstring>
#include <memory>
#include <thread>

#include "histogram.hpp"
#include "link.hpp"
#include "page_buffer.hpp"
#include "watchdog.hpp"

namespace plainsock::bench {

inline constexpr auto default_patience = std::chrono::milliseconds{250};  // then a datagram counts as lost

// The other end, which sends every message back.
class Echo {
 public:
  virtual ~Echo() = default;
  virtual void nudge() = 0;  // sends an empty message
  virtual bool ended() = 0;  // it has heard the end
};

// In a thread of this program.
template <class Link>
class EchoThread final : public Echo {
 public:
  EchoThread(Link link, std::size_t bytes, int processor)
      : link_(std::move(link)), thread_([this, bytes, processor] { serve(bytes, processor); }) {}
  ~EchoThread() override { thread_.join(); }
  void nudge() override { link_.send({}); }
  bool ended() override { return ended_.load(); }
  void cancel() { link_.cancel(); }

 private:
  void serve(std::size_t bytes, int processor) {
    const Pinned pinned{processor};
    PageBuffer message{bytes};
    while (link_.receive(message) > 0) link_.send(message);
    ended_ = true;
  }

  Link link_;
  std::atomic<bool> ended_{false};
  std::thread thread_;
};

// A connection with its echo, ready to measure. The echo ends when the session does.
//
// A lost datagram must not stall the run for good, and a time limit for each receive would be another mechanism
// than the one that is measured (a poll more). So a watchdog looks on: when a trip takes too long it has the far
// end send an empty datagram, which wakes the near one. Messages are numbered; a reply that comes later is dropped.
template <class Link>
class RoundTripSession {
 public:
  RoundTripSession(Link near, std::unique_ptr<Echo> echo, std::size_t bytes, int processor,
                   std::chrono::milliseconds patience = default_patience)
      : near_(std::move(near)),
        echo_(std::move(echo)),
        message_(bytes),
        reply_(bytes),
        patience_(patience),
        pinned_(processor),
        watchdog_(Link::lossy ? patience : std::chrono::milliseconds{0}, [this] { nudge(); }) {}
  RoundTripSession(LinkPair<Link> links, std::size_t bytes, Placement placement,
                   std::chrono::milliseconds patience = default_patience)
      : RoundTripSession(std::move(links.near),
                         std::make_unique<EchoThread<Link>>(std::move(links.far), bytes, far_processor(placement)),
                         bytes, near_processor(placement), patience) {}
  ~RoundTripSession() {
    near_.end();
    while (Link::lossy && !echo_->ended()) {  // the end may be lost too
      std::this_thread::sleep_for(std::chrono::milliseconds{1});
      near_.end();
    }
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
    if (waiting != 0 && waiting == seen_) echo_->nudge();
    seen_ = waiting;
  }

  Link near_;
  std::unique_ptr<Echo> echo_;
  PageBuffer message_;
  PageBuffer reply_;
  std::chrono::milliseconds patience_;
  std::uint64_t number_ = 0;
  std::uint64_t lost_ = 0;
  std::uint64_t seen_ = 0;                     // by the watchdog, the last time it looked
  std::atomic<std::uint64_t> waiting_for_{0};  // 0: for nothing
  Clock::time_point last_;
  Pinned pinned_;
  Watchdog watchdog_;  // ends before what it looks at
};

}  // namespace plainsock::bench
