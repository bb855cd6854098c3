// WSAPoll: the whole set is handed over at every wait, in an array without a limit.
#include "poll_backend.hpp"

#include <unordered_map>
#include <vector>

#include "native_result.hpp"
#include "poll_timeout.hpp"

namespace plainsock {
namespace {

class PollBackend final : public PollerBackend {
 public:
  Result<void> add(Descriptor s, Interest interest, std::uintptr_t key) override {
    if (!place_.emplace(sys::raw(s), polled_.size()).second) return std::make_error_code(std::errc::file_exists);
    polled_.push_back({sys::raw(s), native_interest(interest), 0});
    keys_.push_back(key);
    return {};
  }

  Result<void> modify(Descriptor s, Interest interest, std::uintptr_t key) override {
    const auto found = place_.find(sys::raw(s));
    if (found == place_.end()) return std::make_error_code(std::errc::no_such_file_or_directory);
    polled_[found->second].events = native_interest(interest);
    keys_[found->second] = key;
    return {};
  }

  // The last one moves into the gap, so that the array stays dense.
  Result<void> remove(Descriptor s) override {
    const auto found = place_.find(sys::raw(s));
    if (found == place_.end()) return std::make_error_code(std::errc::no_such_file_or_directory);
    const auto gap = found->second;
    place_[polled_.back().fd] = gap;
    polled_[gap] = polled_.back();
    keys_[gap] = keys_.back();
    polled_.pop_back();
    keys_.pop_back();
    place_.erase(sys::raw(s));
    return {};
  }

  int wait(Deadline deadline) override {
    std::size_t count = 0;
    int left = sys::wait_until(deadline, [&](int timeout) {
      return calls().poll(polled_.data(), static_cast<ULONG>(polled_.size()), timeout);
    });
    if (left == SOCKET_ERROR) return failed(sys::last_error());
    // Begins behind the one that was reported last: with more than most_events ready each gets its turn.
    const auto begin = next_;
    for (std::size_t i = 0; i < polled_.size() && left > 0 && count < most_events; ++i) {
      const auto at = (begin + i) % polled_.size();
      if (polled_[at].revents == 0) continue;
      events_[count++] = event_of(keys_[at], readiness(polled_[at].revents));
      next_ = at + 1;
      --left;
    }
    return static_cast<int>(count);
  }

 private:
  // POLLIN would also ask for urgent data.
  static short native_interest(Interest interest) noexcept {
    return static_cast<short>((has(interest, Interest::read) ? POLLRDNORM : 0) |
                              (has(interest, Interest::write) ? POLLWRNORM : 0));
  }

  // The peer's end of a stream is POLLHUP here, though the other direction may go on.
  static Interest readiness(short events) noexcept {
    if ((events & (POLLERR | POLLNVAL)) != 0) return Interest::both;
    return ((events & (POLLRDNORM | POLLHUP)) != 0 ? Interest::read : Interest::none) |
           ((events & POLLWRNORM) != 0 ? Interest::write : Interest::none);
  }

  std::vector<WSAPOLLFD> polled_;
  std::vector<std::uintptr_t> keys_;  // of the socket at the same place
  std::unordered_map<SOCKET, std::size_t> place_;
  std::size_t next_ = 0;
};

// The real version, not the one that is told to a program without a manifest.
DWORD windows_build() noexcept {
  using Query = LONG(WINAPI*)(OSVERSIONINFOW*);
  auto* const address =
      reinterpret_cast<void*>(::GetProcAddress(::GetModuleHandleW(L"ntdll.dll"), "RtlGetVersion"));
  OSVERSIONINFOW version{};
  version.dwOSVersionInfoSize = sizeof version;
  if (address) reinterpret_cast<Query>(address)(&version);
  return version.dwBuildNumber;
}

}  // namespace

// Before Windows 10 version 2004 WSAPoll never reported a connect that had failed (MSDN WSAPoll, remarks): a wait
// for it would have lasted until the Deadline.
Result<std::unique_ptr<PollerBackend>> make_poll_backend() {
  constexpr DWORD build_of_version_2004 = 19041;
  if (windows_build() < build_of_version_2004) return socket_error(std::errc::operation_not_supported);
  return std::unique_ptr<PollerBackend>{std::make_unique<PollBackend>()};
}

}  // namespace plainsock
