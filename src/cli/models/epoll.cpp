// epoll(7), Linux: the kernel keeps the set, each change of it is a call of its own, and a wait returns what is
// ready and nothing else: idle clients cost nothing. platform/linux/epoll_backend.cpp makes the calls.
#include "event_loop.hpp"

namespace plainsock::cli {

void serve_epoll(Server& server) { serve_by_events(server, Backend::epoll); }

}  // namespace plainsock::cli
