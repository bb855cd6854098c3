#include "platform/poller_backend.hpp"

#include "plainsock/error.hpp"
#include "poll_backend.hpp"
#include "select_backend.hpp"

namespace plainsock {

Backend best_backend() noexcept { return Backend::select; }

int wait_for_events(PollerBackend& backend, Backend, Deadline deadline) { return backend.wait(deadline); }

Result<std::unique_ptr<PollerBackend>> make_poller_backend(Backend kind) {
  if (kind == Backend::select) return make_select_backend();
  if (kind == Backend::poll) return make_poll_backend();
  return socket_error(std::errc::operation_not_supported);
}

}  // namespace plainsock
