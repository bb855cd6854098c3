#pragma once

#include "platform/poller_backend.hpp"

namespace plainsock {

Result<std::unique_ptr<PollerBackend>> make_epoll_backend();
// wait() of what make_epoll_backend() gave: the class is known, so the call is an ordinary one.
int wait_for_epoll(PollerBackend&, Deadline);

}  // namespace plainsock
