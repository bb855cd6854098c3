// select: the whole set is handed over at every wait; without POSIX's limit, see select_ready.hpp.
#include "select_backend.hpp"

#include <unordered_map>
#include <vector>

#include "select_ready.hpp"

namespace plainsock {
namespace {

class SelectBackend final : public PollerBackend {
 public:
  Result<void> add(Descriptor s, Interest interest, std::uintptr_t key) override {
    if (!place_.emplace(sys::raw(s), watched_.size()).second) return std::make_error_code(std::errc::file_exists);
    watched_.push_back({sys::raw(s), interest});
    keys_.push_back(key);
    return {};
  }

  Result<void> modify(Descriptor s, Interest interest, std::uintptr_t key) override {
    const auto found = place_.find(sys::raw(s));
    if (found == place_.end()) return std::make_error_code(std::errc::no_such_file_or_directory);
    watched_[found->second].interest = interest;
    keys_[found->second] = key;
    return {};
  }

  // The last one moves into the gap, so that the array stays dense.
  Result<void> remove(Descriptor s) override {
    const auto found = place_.find(sys::raw(s));
    if (found == place_.end()) return std::make_error_code(std::errc::no_such_file_or_directory);
    const auto gap = found->second;
    place_[watched_.back().socket] = gap;
    watched_[gap] = watched_.back();
    keys_[gap] = keys_.back();
    watched_.pop_back();
    keys_.pop_back();
    place_.erase(sys::raw(s));
    return {};
  }

  int wait(Deadline deadline) override {
    std::size_t count = 0;
    if (const auto waited = sys::select_ready(watched_, sets_, deadline); !waited) return failed(waited.error());
    // Begins behind the one that was reported last: with more than most_events ready each gets its turn.
    const auto begin = next_;
    for (std::size_t i = 0; i < watched_.size() && count < most_events; ++i) {
      const auto at = (begin + i) % watched_.size();
      if (watched_[at].ready == Interest::none) continue;
      events_[count++] = event_of(keys_[at], watched_[at].ready);
      next_ = at + 1;
    }
    return static_cast<int>(count);
  }

 private:
  std::vector<sys::Selected> watched_;
  std::vector<std::uintptr_t> keys_;  // of the socket at the same place
  std::unordered_map<SOCKET, std::size_t> place_;
  sys::SocketSets sets_;
  std::size_t next_ = 0;
};

}  // namespace

Result<std::unique_ptr<PollerBackend>> make_select_backend() {
  return std::unique_ptr<PollerBackend>{std::make_unique<SelectBackend>()};
}

}  // namespace plainsock
