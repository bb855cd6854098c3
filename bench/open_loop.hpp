// Messages that are due at fixed times, whatever the replies do.
#pragma once

#include <array>
#include <thread>

#include "round_trip.hpp"

namespace plainsock::bench {

// A closed loop waits for a reply before it sends again, so that while the far end stalls it sends nothing and the
// stall counts once: "coordinated omission". Here message i is due at begin + i / rate, and its time runs from
// then, even when it could not be sent in time. One thread sends what is due, takes what has come, and lets the
// echo run.
template <class Link>
class OpenLoop {
 public:
  OpenLoop(LinkPair<Link> links, std::size_t bytes, double rate, Placement placement)
      : near_(std::move(links.near)),
        period_(1e9 / rate),
        message_(bytes),
        reply_(bytes),
        pinned_(near_processor(placement)),
        echo_(std::move(links.far), bytes, far_processor(placement)) {}
  ~OpenLoop() {
    near_.end();
    while (Link::lossy && !echo_.ended()) {
      std::this_thread::sleep_for(std::chrono::milliseconds{1});
      near_.end();
    }
  }

  // Begins anew: what is due next is due now.
  void begin() {
    begin_ = Clock::now();
    first_ = number_;
  }
  // Waits until the next message is due and sends it.
  void step() {
    const auto due = due_at(number_);
    while (Clock::now() < due || full()) take_or_yield();
    sent_at_[number_ % kept] = Clock::now();
    late_ += sent_at_[number_ % kept] - due > period_ ? 1U : 0U;
    std::memcpy(message_.data(), &number_, sizeof number_);
    near_.send(message_);
    ++number_;
  }
  // Takes the last replies: datagrams that come in time, and all of a stream, unless the far end is stuck.
  void finish() {
    const auto limit = Deadline::after(Link::lossy ? default_patience : std::chrono::milliseconds{20'000});
    while (received() < sent() && !limit.passed()) take_or_yield();
  }

  std::uint64_t sent() const noexcept { return number_ - first_; }
  std::uint64_t received() const noexcept { return from_due_.count(); }
  std::uint64_t late() const noexcept { return late_; }               // sent a period or more after it was due
  const Histogram& from_due() const noexcept { return from_due_; }    // to the reply, in ns
  const Histogram& from_sent() const noexcept { return from_sent_; }  // what a tool that omits says

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr std::size_t kept = 4096;  // send times

  Clock::time_point due_at(std::uint64_t number) const {
    return begin_ + std::chrono::duration_cast<Clock::duration>(period_ * (number - first_));
  }
  // A stream whose far end has stalled must not fill up: both ends would wait for the other to read.
  bool full() const noexcept { return !Link::lossy && (sent() - received()) * message_.size() >= 65536; }

  void take_or_yield() {
    const auto part = near_.try_receive(std::span{reply_}.subspan(filled_));
    if (part == 0) return std::this_thread::yield();
    filled_ = Link::lossy ? 0 : (filled_ + part) % reply_.size();
    if (Link::lossy ? part == reply_.size() : filled_ == 0) count();
  }
  void count() {
    std::uint64_t number = 0;
    std::memcpy(&number, reply_.data(), sizeof number);
    if (number < first_ || number_ - number > kept) return;
    const auto now = Clock::now();
    from_due_.add(static_cast<std::uint64_t>((now - due_at(number)).count()));
    from_sent_.add(static_cast<std::uint64_t>((now - sent_at_[number % kept]).count()));
  }

  Link near_;
  std::chrono::duration<double, std::nano> period_;
  std::vector<std::byte> message_;
  std::vector<std::byte> reply_;
  std::size_t filled_ = 0;
  std::uint64_t number_ = 0;
  std::uint64_t first_ = 0;
  std::uint64_t late_ = 0;
  std::array<Clock::time_point, kept> sent_at_{};
  Histogram from_due_;
  Histogram from_sent_;
  Clock::time_point begin_;
  Pinned pinned_;
  EchoThread<Link> echo_;
};

// An echo that stands still for 5 ms twenty times a second, as a program does that collects garbage or writes a
// log.
template <class Link>
class StallingLink : public Link {
 public:
  explicit StallingLink(Link link) : Link(std::move(link)) {}
  static LinkPair<StallingLink> at_the_far_end(LinkPair<Link> links) {
    LinkPair<StallingLink> pair{StallingLink{std::move(links.near)}, StallingLink{std::move(links.far)}};
    pair.far.next_ = Clock::now() + every;
    return pair;
  }
  std::size_t receive(std::span<std::byte> room) {
    const auto size = Link::receive(room);
    if (Clock::now() < next_) return size;
    std::this_thread::sleep_for(stall);
    next_ = Clock::now() + every;
    return size;
  }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::milliseconds stall{5};
  static constexpr std::chrono::milliseconds every{45};  // between two: the shortest run must have some
  Clock::time_point next_ = (Clock::time_point::max)();
};

}  // namespace plainsock::bench
