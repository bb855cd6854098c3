#include "platform/poller_backend.hpp"

#include "select_backend.hpp"

namespace plainsock {

Backend best_backend() noexcept { return Backend::select; }

Result<std::unique_ptr<PollerBackend>> make_poller_backend(Backend kind) {
  if (kind == Backend::select) return make_select_backend();
  return std::make_error_code(std::errc::operation_not_supported);
}

}  // namespace plainsock
