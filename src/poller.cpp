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

Result<std::span<const Event>> Poller::wait(Deadline deadline) { return backend_->wait(deadline); }
Result<void> Poller::wake() noexcept { return sys::signal_waker(waker_.descriptor()); }

std::span<const Event> PollerBackend::reported_without_waker(std::size_t count) noexcept {
  sys::drain_waker(waker_);
  const auto end = std::remove_if(events_.begin(), events_.begin() + static_cast<std::ptrdiff_t>(count),
                                  [](const Event& event) { return event.key == waker_key; });
  return {events_.begin(), end};
}

std::span<const Event> PollerBackend::reported(std::size_t count) noexcept {
  const auto is_waker = [](const Event& event) { return event.key == waker_key; };
  const std::span<const Event> all{events_.data(), count};
  return std::any_of(all.begin(), all.end(), is_waker) ? reported_without_waker(count) : all;
}

}  // namespace plainsock
