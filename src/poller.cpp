#include "plainsock/poller.hpp"

#include <algorithm>

#include "platform/poller_backend.hpp"
#include "platform/sys.hpp"

namespace plainsock {

std::string_view name_of(Backend backend) noexcept {
  switch (backend) {
    case Backend::epoll:
      return "epoll";
    case Backend::poll:
      return "poll";
    case Backend::select:
      return "select";
    case Backend::best:
      break;
  }
  return "best";
}

Poller::Poller(std::unique_ptr<PollerBackend> backend, Socket waker, Backend kind) noexcept
    : backend_(std::move(backend)), waker_(std::move(waker)), backend_kind_(kind) {}
Poller::Poller(Poller&&) noexcept = default;
Poller& Poller::operator=(Poller&&) noexcept = default;
Poller::~Poller() = default;

Result<Poller> Poller::create(Backend kind) {
  if (kind == Backend::best) kind = best_backend();
  auto backend = make_poller_backend(kind);
  if (!backend) return backend.error();
  const auto waker = sys::open_waker();
  if (!waker) return waker.error();
  Poller poller{std::move(*backend), Socket{*waker}, kind};
  if (const auto added = poller.backend_->watch_waker(*waker); !added) return added.error();
  return poller;
}

Result<void> Poller::add(const Socket& socket, Interest interest, std::uintptr_t key) {
  return backend_->add(socket.descriptor(), interest, key);
}
Result<void> Poller::modify(const Socket& socket, Interest interest, std::uintptr_t key) {
  return backend_->modify(socket.descriptor(), interest, key);
}
Result<void> Poller::remove(const Socket& socket) { return backend_->remove(socket.descriptor()); }

Result<std::span<const Event>> Poller::wait(Deadline deadline) {
  return backend_->reported(wait_for_events(*backend_, backend_kind_, deadline));
}
Result<void> Poller::wake() noexcept {
  backend_->expect_wakes();
  return sys::signal_waker(waker_.descriptor());
}

std::span<const Event> PollerBackend::without_waker(std::size_t count) noexcept {
  const auto begin = events_.begin();
  const auto end = begin + static_cast<std::ptrdiff_t>(count);
  const auto rest = std::remove_if(begin, end, [](const Event& event) { return event.key() == waker_key; });
  if (rest != end) sys::drain_waker(waker_);
  return {begin, rest};
}

}  // namespace plainsock
