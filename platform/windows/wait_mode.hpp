// Winsock has no MSG_DONTWAIT.
#pragma once

#include "platform/sys.hpp"

namespace plainsock::sys {

// The socket itself must not block. Set before each call, because nobody else's set_blocking (or another process's)
// can be known of here.
inline Result<void> prepare(Descriptor s, Wait wait) noexcept {
  return wait == Wait::no ? set_blocking(s, Blocking::no) : Result<void>{};
}

}  // namespace plainsock::sys
