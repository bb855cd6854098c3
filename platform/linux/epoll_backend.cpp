// epoll(7): the kernel keeps the set; a wait costs what is ready, not what is watched.
#include "epoll_backend.hpp"

#include <array>

#include "native_result.hpp"
#include "plainsock/socket.hpp"
#include "poll_timeout.hpp"

namespace plainsock {
namespace {

class EpollBackend final : public PollerBackend {
 public:
  explicit EpollBackend(Descriptor epoll) noexcept : epoll_(epoll) {}

  Result<void> add(Descriptor s, Interest interest, std::uintptr_t key) override {
    return control(EPOLL_CTL_ADD, s, interest, key);
  }
  Result<void> modify(Descriptor s, Interest interest, std::uintptr_t key) override {
    return control(EPOLL_CTL_MOD, s, interest, key);
  }
  Result<void> remove(Descriptor s) override { return control(EPOLL_CTL_DEL, s, Interest::none, 0); }

  Result<void> wait(std::vector<Event>& events, Deadline deadline) override {
    events.clear();
    const auto most = static_cast<int>(ready_.size());
    const int count = sys::wait_until(deadline, [&](int timeout) {
      return calls().epoll_wait(sys::raw(epoll_.descriptor()), ready_.data(), most, timeout);
    });
    if (count == -1) return sys::last_error();
    for (int i = 0; i < count; ++i) {
      const auto& ready = ready_[static_cast<std::size_t>(i)];
      events.push_back(
          {static_cast<std::uintptr_t>(ready.data.u64), sys::readiness(static_cast<short>(ready.events))});
    }
    return {};
  }

 private:
  Result<void> control(int operation, Descriptor s, Interest interest, std::uintptr_t key) noexcept {
    epoll_event event{};
    event.events = (has(interest, Interest::read) ? std::uint32_t{EPOLLIN} : 0U) |
                   (has(interest, Interest::write) ? std::uint32_t{EPOLLOUT} : 0U);
    event.data.u64 = key;
    return sys::success_from(calls().epoll_ctl(sys::raw(epoll_.descriptor()), operation, sys::raw(s), &event));
  }

  Socket epoll_;  // not a socket, but owned and closed like one
  std::array<epoll_event, most_events> ready_;
};

static_assert(POLLIN == EPOLLIN && POLLOUT == EPOLLOUT && POLLERR == EPOLLERR && POLLHUP == EPOLLHUP);

}  // namespace

Result<std::unique_ptr<PollerBackend>> make_epoll_backend() {
  const auto epoll = sys::descriptor_from(calls().epoll_create1(EPOLL_CLOEXEC));
  if (!epoll) return epoll.error();
  return std::unique_ptr<PollerBackend>{std::make_unique<EpollBackend>(*epoll)};
}

}  // namespace plainsock
