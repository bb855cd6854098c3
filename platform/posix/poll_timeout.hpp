// What poll(2) and epoll_wait(2) take and give, in the library's words.
#pragma once

#include <algorithm>
#include <climits>

#include "native_result.hpp"
#include "plainsock/socket.hpp"

namespace plainsock::sys {

// Milliseconds, rounded up; -1 waits for ever.
inline int poll_timeout(Deadline deadline) noexcept {
  if (deadline.is_never()) return -1;
  return static_cast<int>(std::min<long long>(deadline.remaining().count(), INT_MAX));
}

// What wait_until does when the first call has not ended the wait; a function of its own, as in restarted().
template <class Call>
[[gnu::noinline]] int wait_further(Deadline deadline, Call call, int ready) noexcept {
  for (;;) {
    if (ready == -1 && errno != EINTR) return ready;
    if (ready > 0 || (ready == 0 && deadline.passed())) return ready;
    ready = call(poll_timeout(deadline));
  }
}

// `call(timeout)` waits. Called again when it ends early: after a signal the rest of the time is computed anew, and
// the longest timeout (24 days) may be shorter than the Deadline.
template <class Call>
int wait_until(Deadline deadline, Call call) noexcept {
  const int ready = call(poll_timeout(deadline));
  return ready > 0 ? ready : wait_further(deadline, call, ready);
}

// revents of poll(2); the bits of epoll(7) are the same. Failure and hang-up count as both.
Interest readiness(short events) noexcept;

}  // namespace plainsock::sys
