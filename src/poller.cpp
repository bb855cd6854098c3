#include "plainsock/poller.hpp"

#include <algorithm>
#include <limits>

#include "platform/poller_backend.hpp"
#include "platform/sys.hpp"

namespace plainsock {
namespace {

constexpr std::uintptr_t waker_key = std::numeric_limits<std::uintptr_t>::max();  // no index and no pointer is this

}  // namespace

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
  if (const auto added = poller.backend_->add(*waker, Interest::read, waker_key); !added) return added.error();
  poller.events_.reserve(PollerBackend::most_events);
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
  if (const auto waited = backend_->wait(events_, deadline); !waited) return waited.error();
  const auto woken =
      std::find_if(events_.begin(), events_.end(), [](const Event& event) { return event.key == waker_key; });
  if (woken != events_.end()) {
    sys::drain_waker(waker_.descriptor());
    events_.erase(woken);
  }
  return std::span<const Event>{events_};
}

Result<void> Poller::wake() noexcept { return sys::signal_waker(waker_.descriptor()); }

}  // namespace plainsock
