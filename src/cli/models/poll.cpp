// poll(2): an array of {descriptor, what is wanted, what has come} without a limit. Still the whole array goes to
// the kernel and is searched at each call: 10,000 idle clients cost as much as 10,000 busy ones.
// platform/posix/poll_backend.cpp makes the call.
#include "event_loop.hpp"

namespace plainsock::cli {

void serve_poll(Server& server) { serve_by_events(server, Backend::poll); }

}  // namespace plainsock::cli
