// What WSAPoll takes, in the library's words.
#pragma once

#include <algorithm>
#include <climits>

#include "plainsock/deadline.hpp"

namespace plainsock::sys {

// Milliseconds, rounded up; -1 waits for ever.
inline int poll_timeout(Deadline deadline) noexcept {
  if (deadline.is_never()) return -1;
  return static_cast<int>(std::min<long long>(deadline.remaining().count(), INT_MAX));
}

}  // namespace plainsock::sys
