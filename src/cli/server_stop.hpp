// What ends a server: Ctrl-C, the end of stdin, or that nobody reads its stdout any more.
#pragma once

#include <array>
#include <atomic>
#include <thread>

#include "command.hpp"
#include "plainsock/console.hpp"
#include "plainsock/poller.hpp"
#include "server_input.hpp"

namespace plainsock::cli {

class Stop {
 public:
  Stop() noexcept : scope_(&Stop::interrupted, this) {}

  // From any thread, also from a signal handler: every loop that waits is woken.
  void request() noexcept {
    requested_ = true;
    wake();
  }
  void wake() noexcept {
    ++waking_;
    for (auto& loop : loops_) {
      if (auto* poller = loop.load()) static_cast<void>(poller->wake());
    }
    --waking_;
  }
  bool requested() const noexcept { return requested_; }
  Status status() const noexcept { return console::interrupted() ? Status::interrupted : Status::done; }

  // While one lives, a request wakes this poller. A signal handler cannot wait for a lock, so the end waits for
  // those that are waking: a poller must not go while one still writes to it.
  class Wakes {
   public:
    Wakes(Stop& stop, Poller& poller) noexcept : waking_(stop.waking_), place_(stop.free_place()) {
      place_ = &poller;
    }
    ~Wakes() {
      place_ = nullptr;
      while (waking_ != 0) std::this_thread::yield();
    }
    Wakes(const Wakes&) = delete;
    Wakes& operator=(const Wakes&) = delete;

   private:
    const std::atomic<int>& waking_;
    std::atomic<Poller*>& place_;
  };

 private:
  static void interrupted(void* self) noexcept { static_cast<Stop*>(self)->request(); }

  std::atomic<Poller*>& free_place() noexcept {
    for (auto& loop : loops_) {
      if (!loop.load()) return loop;
    }
    return loops_.back();
  }

  std::atomic<bool> requested_{false};
  std::atomic<int> waking_{0};
  std::array<std::atomic<Poller*>, 2> loops_{};  // a server's loop, and the one that waits for its operator
  console::InterruptScope scope_;
};

// For a server that reads nothing from stdin: when the person or the program at its other end goes, it is stopped.
class StopAtEndOfInput {
 public:
  explicit StopAtEndOfInput(Stop& stop) {
    if (!console::is_operated()) return;
    input_.start([this, &stop] {
      while (input_.take()) continue;
      if (input_.at_end()) stop.request();
    });
  }

 private:
  InputLines input_;
};

}  // namespace plainsock::cli
