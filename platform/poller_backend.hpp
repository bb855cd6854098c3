// How one operating system call watches many sockets. Poller owns one of these.
#pragma once

#include <array>
#include <limits>
#include <memory>

#include "plainsock/poller.hpp"

namespace plainsock {

class PollerBackend {
 public:
  virtual ~PollerBackend() = default;
  virtual Result<void> add(Descriptor, Interest, std::uintptr_t key) = 0;
  virtual Result<void> modify(Descriptor, Interest, std::uintptr_t key) = 0;
  virtual Result<void> remove(Descriptor) = 0;
  // What is ready, at most most_events, valid until the next wait; nothing when the Deadline passes first or the
  // waker alone is ready. Poller::wait is this call and nothing else.
  virtual Result<std::span<const Event>> wait(Deadline) = 0;

  // What sys::open_waker gave: it is drained when it is ready, and never reported.
  Result<void> watch_waker(Descriptor waker) {
    waker_ = waker;
    return add(waker, Interest::read, waker_key);
  }

  static constexpr std::size_t most_events = 256;

 protected:
  static constexpr std::uintptr_t waker_key = std::numeric_limits<std::uintptr_t>::max();  // no index, no pointer

  // How wait() ends when the first `count` of events_ have been filled.
  std::span<const Event> reported(std::size_t count) noexcept;
  // Drains the waker and takes its event out of the first `count`.
  std::span<const Event> reported_without_waker(std::size_t count) noexcept;

  std::array<Event, most_events> events_;

 private:
  Descriptor waker_ = Descriptor::none;
};

// Errors: operation_not_supported when this system has no such call. Backend::best is not asked for here.
Result<std::unique_ptr<PollerBackend>> make_poller_backend(Backend);
Backend best_backend() noexcept;

}  // namespace plainsock
