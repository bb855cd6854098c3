// One thread for all clients: select, poll and epoll are three ways to ask the same question.
#pragma once

#include "model.hpp"

namespace plainsock::cli {

// Waits until some sockets are ready, serves each of them without ever blocking, and waits again.
void serve_by_events(Server& server, Backend backend);

}  // namespace plainsock::cli
