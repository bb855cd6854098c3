#include "platform/poller_backend.hpp"

#include "epoll_backend.hpp"
#include "poll_backend.hpp"
#include "select_backend.hpp"

namespace plainsock {

Backend best_backend() noexcept { return Backend::epoll; }

int wait_for_events(PollerBackend& backend, Backend kind, Deadline deadline) {
  return kind == Backend::epoll ? wait_for_epoll(backend, deadline) : backend.wait(deadline);
}

Result<std::unique_ptr<PollerBackend>> make_poller_backend(Backend kind) {
  if (kind == Backend::select) return make_select_backend();
  if (kind == Backend::poll) return make_poll_backend();
  return make_epoll_backend();
}

}  // namespace plainsock
