// How one operating system call watches many sockets. Poller owns one of these.
#pragma once

#include <memory>
#include <vector>

#include "plainsock/poller.hpp"

namespace plainsock {

class PollerBackend {
 public:
  virtual ~PollerBackend() = default;
  virtual Result<void> add(Descriptor, Interest, std::uintptr_t key) = 0;
  virtual Result<void> modify(Descriptor, Interest, std::uintptr_t key) = 0;
  virtual Result<void> remove(Descriptor) = 0;
  // Replaces `events` by what is ready, at most most_events; by nothing when the Deadline passes first.
  virtual Result<void> wait(std::vector<Event>& events, Deadline) = 0;

  static constexpr std::size_t most_events = 256;
};

// Errors: operation_not_supported when this system has no such call. Backend::best is not asked for here.
Result<std::unique_ptr<PollerBackend>> make_poller_backend(Backend);
Backend best_backend() noexcept;

}  // namespace plainsock
