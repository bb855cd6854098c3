// How one operating system call watches many sockets. Poller owns one of these.
#pragma once

#include <array>
#include <atomic>
#include <limits>
#include <memory>

#include "plainsock/poller.hpp"

namespace plainsock {

inline Event event_of(std::uintptr_t key, Interest ready) noexcept {
  return {(has(ready, Interest::read) ? Event::in : 0) | (has(ready, Interest::write) ? Event::out : 0), key};
}

class PollerBackend {
 public:
  virtual ~PollerBackend() = default;
  virtual Result<void> add(Descriptor, Interest, std::uintptr_t key) = 0;
  virtual Result<void> modify(Descriptor, Interest, std::uintptr_t key) = 0;
  virtual Result<void> remove(Descriptor) = 0;
  // Waits, and fills events_ with what is ready. Returns how many that are, at most most_events, the waker among
  // them; 0 when the Deadline passes first; -1 after failed(). A number and no Result: it comes in a register.
  virtual int wait(Deadline) = 0;

  // What sys::open_waker gave: it is drained when it is ready, and never reported.
  Result<void> watch_waker(Descriptor waker) {
    waker_ = waker;
    return add(waker, Interest::read, waker_key);
  }

  // What wait() gave, for Poller's user: without the waker, which is drained.
  Result<std::span<const Event>> reported(int count) noexcept {
    if (count == -1) [[unlikely]]
      return error_;
    if (wakes_.load(std::memory_order_acquire)) [[unlikely]]
      return without_waker(static_cast<std::size_t>(count));
    return std::span<const Event>{events_.data(), static_cast<std::size_t>(count)};
  }

  // To be called before the waker is made readable: only from then on does reported() look for it.
  void expect_wakes() noexcept { wakes_.store(true, std::memory_order_release); }

  static constexpr std::size_t most_events = 256;

 protected:
  static constexpr std::uintptr_t waker_key = std::numeric_limits<std::uintptr_t>::max();  // no index, no pointer

  int failed(std::error_code why) noexcept { return error_ = why, -1; }

  std::array<Event, most_events> events_;

 private:
  std::span<const Event> without_waker(std::size_t count) noexcept;

  Descriptor waker_ = Descriptor::none;
  std::atomic<bool> wakes_{false};
  std::error_code error_;  // why wait() failed
};

// backend.wait(), without the virtual call for the one that is used most: `kind` says what `backend` is.
int wait_for_events(PollerBackend& backend, Backend kind, Deadline);

// Errors: operation_not_supported when this system has no such call. Backend::best is not asked for here.
Result<std::unique_ptr<PollerBackend>> make_poller_backend(Backend);
Backend best_backend() noexcept;

}  // namespace plainsock
