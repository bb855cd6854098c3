// The one place where waiting is done: try the call first, then wait for the rest of the Deadline.
#pragma once

#include "plainsock/error.hpp"
#include "plainsock/socket.hpp"
#include "platform/sys.hpp"

namespace plainsock {

// What attempt() does when a call did not succeed: if it would have blocked, waits until it need not. Success says
// "try again". Not inline, so that the usual case is small enough to be inlined into the program.
std::error_code wait_after(std::error_code, Descriptor, Interest, Deadline) noexcept;

// Takes a copy, so that nothing needs the address of the result itself and it can stay in registers.
template <class T>
std::error_code error_of(Result<T> failed) noexcept {
  return failed.error();
}

// `call(Descriptor, Wait)` does the work. Without a Deadline it may block in the kernel, which is one system call;
// a socket that is in non-blocking mode then still says would_block, and is waited for. With a Deadline it is told
// not to block.
template <class Call>
auto attempt(Descriptor s, Interest interest, Deadline deadline, Call call) noexcept
    -> decltype(call(s, sys::Wait::yes)) {
  const auto wait = deadline.is_never() ? sys::Wait::yes : sys::Wait::no;
  for (;;) {
    auto result = call(s, wait);
    if (result) [[likely]]
      return result;
    if (const auto error = wait_after(error_of(std::move(result)), s, interest, deadline)) return error;
  }
}

}  // namespace plainsock
