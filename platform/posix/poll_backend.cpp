// poll(2): the whole set is handed to the kernel at every wait, in an array without a limit.
#include "poll_backend.hpp"

#include "native_result.hpp"
#include "platform/watch_array.hpp"
#include "poll_timeout.hpp"

namespace plainsock {
namespace {

class PollBackend final : public PollerBackend {
 public:
  Result<void> add(Descriptor s, Interest interest, std::uintptr_t key) override {
    return watched_.add(item(s, interest), key);
  }
  Result<void> modify(Descriptor s, Interest interest, std::uintptr_t key) override {
    return watched_.replace(item(s, interest), key);
  }
  Result<void> remove(Descriptor s) override { return watched_.remove(sys::raw(s)); }

  int wait(Deadline deadline) override {
    const auto polled = watched_.items();
    const int ready =
        sys::wait_until(deadline, [&](int timeout) { return calls().poll(polled.data(), polled.size(), timeout); });
    if (ready == -1) return failed(sys::last_error());
    return watched_.report(events_, static_cast<std::size_t>(ready),
                           [](const pollfd& each) { return sys::readiness(each.revents); });
  }

 private:
  static pollfd item(Descriptor s, Interest interest) noexcept {
    const int events =
        (has(interest, Interest::read) ? POLLIN : 0) | (has(interest, Interest::write) ? POLLOUT : 0);
    return {sys::raw(s), static_cast<short>(events), 0};
  }

  WatchArray<pollfd, &pollfd::fd> watched_;
};

}  // namespace

Result<std::unique_ptr<PollerBackend>> make_poll_backend() {
  return std::unique_ptr<PollerBackend>{std::make_unique<PollBackend>()};
}

}  // namespace plainsock
