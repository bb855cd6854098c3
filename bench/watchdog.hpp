// Does something again and again in a thread of its own until it is destroyed.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace plainsock::bench {

class Watchdog {
 public:
  // An interval of zero: never.
  Watchdog(std::chrono::milliseconds interval, std::function<void()> look) {
    if (interval.count() == 0) return;
    thread_ = std::thread{[this, interval, look = std::move(look)] { run(interval, look); }};
  }
  ~Watchdog() {
    if (!thread_.joinable()) return;
    {
      const std::lock_guard lock{mutex_};
      ended_ = true;
    }
    changed_.notify_one();
    thread_.join();
  }
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

 private:
  void run(std::chrono::milliseconds interval, const std::function<void()>& look) {
    std::unique_lock lock{mutex_};
    while (!changed_.wait_for(lock, interval, [this] { return ended_; })) look();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  bool ended_ = false;
  std::thread thread_;
};

}  // namespace plainsock::bench
