// The one place where waiting is done: try the call first, then wait for the rest of the Deadline.
#pragma once

#include "plainsock/error.hpp"
#include "plainsock/socket.hpp"
#include "platform/sys.hpp"

namespace plainsock {

// `call(Wait)` does the work. Without a Deadline it may block in the kernel, which is one system call; a socket
// that is in non-blocking mode then still says would_block, and is waited for. With a Deadline it is told not to
// block.
template <class Call>
auto attempt(const Socket& socket, Interest interest, Deadline deadline, Call call) noexcept
    -> decltype(call(sys::Wait::yes)) {
  const auto wait = deadline.is_never() ? sys::Wait::yes : sys::Wait::no;
  for (;;) {
    auto result = call(wait);
    if (result.has_value() || !would_block(result.error())) [[likely]]
      return result;
    if (const auto ready = socket.wait(interest, deadline); !ready) return ready.error();
  }
}

}  // namespace plainsock
