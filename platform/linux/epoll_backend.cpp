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

  Result<std::span<const Event>> wait(Deadline deadline) override {
    const int count = sys::wait_until(deadline, [this](int timeout) {
      return calls().epoll_wait(sys::raw(epoll_.descriptor()), ready_.data(), most_events, timeout);
    });
    if (count == -1) [[unlikely]]
      return sys::last_error();
    bool woken = false;
    const auto size = static_cast<std::size_t>(count);
    for (std::size_t i = 0; i < size; ++i) {
      events_[i] = {static_cast<std::uintptr_t>(ready_[i].data.u64), readiness(ready_[i].events)};
      woken |= events_[i].key == waker_key;
    }
    if (woken) [[unlikely]]
      return reported_without_waker(size);
    return std::span<const Event>{events_.data(), size};
  }

 private:
  // Failure and hang-up count as both, as in sys::readiness.
  static Interest readiness(std::uint32_t events) noexcept {
    static_assert(EPOLLIN == 1 && EPOLLOUT == 4);
    if ((events & (std::uint32_t{EPOLLERR} | EPOLLHUP)) != 0) [[unlikely]]
      return Interest::both;
    return static_cast<Interest>((events & EPOLLIN) | (events & EPOLLOUT) / 2);
  }

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
