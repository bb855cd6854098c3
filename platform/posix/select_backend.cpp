// select(2): the oldest of the three; a set is an array of FD_SETSIZE bits, and a descriptor past it cannot be
// watched.
#include "select_backend.hpp"

#include <map>

#include "native_result.hpp"
#include "plainsock/error.hpp"

namespace plainsock {
namespace {

struct Watched {
  Interest interest;
  std::uintptr_t key;
};

timeval native_time(std::chrono::milliseconds wait) noexcept {
  return {static_cast<time_t>(wait.count() / 1000), static_cast<suseconds_t>(wait.count() % 1000 * 1000)};
}

class SelectBackend final : public PollerBackend {
 public:
  Result<void> add(Descriptor s, Interest interest, std::uintptr_t key) override {
    if (sys::raw(s) >= FD_SETSIZE) return SocketError::too_many_for_select;
    if (!watched_.emplace(sys::raw(s), Watched{interest, key}).second)
      return std::make_error_code(std::errc::file_exists);
    return {};
  }

  Result<void> modify(Descriptor s, Interest interest, std::uintptr_t key) override {
    const auto found = watched_.find(sys::raw(s));
    if (found == watched_.end()) return std::make_error_code(std::errc::no_such_file_or_directory);
    found->second = {interest, key};
    return {};
  }

  Result<void> remove(Descriptor s) override {
    if (watched_.erase(sys::raw(s)) == 0) return std::make_error_code(std::errc::no_such_file_or_directory);
    return {};
  }

  int wait(Deadline deadline) override {
    std::size_t count = 0;
    if (select(deadline) == -1) return failed(sys::last_error());
    const auto begin =
        watched_.upper_bound(last_reported_);  // begins behind the last one, so that each gets its turn
    for (auto at = begin; at != watched_.end() && count < most_events; ++at) report(*at, count);
    for (auto at = watched_.begin(); at != begin && count < most_events; ++at) report(*at, count);
    return static_cast<int>(count);
  }

 private:
  using Entry = std::pair<const int, Watched>;

  int select(Deadline deadline) noexcept {
    return sys::restarted([&] {
      fill();
      auto time = native_time(deadline.is_never() ? std::chrono::milliseconds{0} : deadline.remaining());
      const int end = watched_.empty() ? 0 : watched_.rbegin()->first + 1;
      return calls().select(end, &readable_, &writable_, nullptr, deadline.is_never() ? nullptr : &time);
    });
  }

  // select overwrites its sets: they are filled anew for each call. The third set, "exceptional", means urgent data
  // on Linux; a failure makes a socket readable and writable.
  void fill() noexcept {
    FD_ZERO(&readable_);
    FD_ZERO(&writable_);
    for (const auto& [s, watched] : watched_) {
      if (has(watched.interest, Interest::read)) FD_SET(s, &readable_);
      if (has(watched.interest, Interest::write)) FD_SET(s, &writable_);
    }
  }

  void report(const Entry& entry, std::size_t& count) {
    const auto ready = (FD_ISSET(entry.first, &readable_) ? Interest::read : Interest::none) |
                       (FD_ISSET(entry.first, &writable_) ? Interest::write : Interest::none);
    if (ready == Interest::none) return;
    events_[count++] = event_of(entry.second.key, ready);
    last_reported_ = entry.first;
  }

  std::map<int, Watched> watched_;
  fd_set readable_;
  fd_set writable_;
  int last_reported_ = -1;
};

}  // namespace

Result<std::unique_ptr<PollerBackend>> make_select_backend() {
  return std::unique_ptr<PollerBackend>{std::make_unique<SelectBackend>()};
}

}  // namespace plainsock
