// epoll(7): the kernel keeps the set; a wait costs what is ready, not what is watched.
#include "epoll_backend.hpp"

#include <array>
#include <cstddef>

#include "native_result.hpp"
#include "plainsock/socket.hpp"
#include "poll_timeout.hpp"

namespace plainsock {

struct EventLayout {
  static constexpr bool is_native = sizeof(epoll_event) == sizeof(Event) &&
                                    offsetof(epoll_event, events) == offsetof(Event, conditions_) &&
                                    offsetof(epoll_event, data) == offsetof(Event, key_);
};

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

  int wait(Deadline deadline) override {
    const int count = sys::wait_until(deadline, [this](int timeout) {
      return calls().epoll_wait(sys::raw(epoll_.descriptor()), kernel_events(), most_events, timeout);
    });
    if (count == -1) [[unlikely]]
      return failed(sys::last_error());
    translate(static_cast<std::size_t>(count));
    return count;
  }

 private:
  // On x86-64 the kernel's struct is the library's, and it writes into events_ itself.
  static constexpr bool same_struct = EventLayout::is_native;
  static_assert(Event::in == EPOLLIN && Event::out == EPOLLOUT && Event::failed == (EPOLLERR | EPOLLHUP));

  epoll_event* kernel_events() noexcept {
    return same_struct ? reinterpret_cast<epoll_event*>(events_.data()) : ready_.data();
  }
  void translate(std::size_t count) noexcept {
    if constexpr (!same_struct) {
      for (std::size_t i = 0; i < count; ++i)
        events_[i] = {ready_[i].events, static_cast<std::uintptr_t>(ready_[i].data.u64)};
    }
  }

  Result<void> control(int operation, Descriptor s, Interest interest, std::uintptr_t key) noexcept {
    epoll_event event{};
    event.events = (has(interest, Interest::read) ? std::uint32_t{EPOLLIN} : 0U) |
                   (has(interest, Interest::write) ? std::uint32_t{EPOLLOUT} : 0U);
    event.data.u64 = key;
    return sys::success_from(calls().epoll_ctl(sys::raw(epoll_.descriptor()), operation, sys::raw(s), &event));
  }

  Socket epoll_;  // not a socket, but owned and closed like one
  std::array<epoll_event, same_struct ? 0 : most_events> ready_;
};

}  // namespace

int wait_for_epoll(PollerBackend& backend, Deadline deadline) {
  return static_cast<EpollBackend&>(backend).wait(deadline);
}

Result<std::unique_ptr<PollerBackend>> make_epoll_backend() {
  const auto epoll = sys::descriptor_from(calls().epoll_create1(EPOLL_CLOEXEC));
  if (!epoll) return epoll.error();
  return std::unique_ptr<PollerBackend>{std::make_unique<EpollBackend>(*epoll)};
}

}  // namespace plainsock
