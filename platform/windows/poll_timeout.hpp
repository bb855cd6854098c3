// What WSAPoll and select take, in the library's words.
#pragma once

#include <algorithm>
#include <climits>

#include "native_result.hpp"
#include "plainsock/deadline.hpp"

namespace plainsock::sys {

// Milliseconds, rounded up; -1 waits for ever.
inline int poll_timeout(Deadline deadline) noexcept {
  if (deadline.is_never()) return -1;
  return static_cast<int>(std::min<long long>(deadline.remaining().count(), INT_MAX));
}

// `call(timeout)` waits. Called again when it ends early: Windows' timers may do so by a tick, and the longest
// timeout (24 days) may be shorter than the Deadline.
template <class Call>
int wait_until(Deadline deadline, Call call) noexcept {
  for (;;) {
    const int ready = restarted([&] { return call(poll_timeout(deadline)); });
    if (ready != 0 || deadline.passed()) return ready;
  }
}

}  // namespace plainsock::sys
