#pragma once

#include "platform/poller_backend.hpp"

namespace plainsock {

Result<std::unique_ptr<PollerBackend>> make_poll_backend();

}  // namespace plainsock
