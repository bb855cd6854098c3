// System calls as a test wants them: for faults that a real system does not produce on demand.
#pragma once

#include "system_calls.hpp"

namespace plainsock::test {

// Puts a table of its own in place of the real one while it lives. An entry that the test does not change makes the
// real call. Entries are plain functions: what they count or remember is static.
class ScriptedCalls {
 public:
  ScriptedCalls() noexcept { calls_in_use.store(&table_); }
  ~ScriptedCalls() { calls_in_use.store(&real_calls); }
  ScriptedCalls(const ScriptedCalls&) = delete;
  ScriptedCalls& operator=(const ScriptedCalls&) = delete;
  SystemCalls* operator->() noexcept { return &table_; }

 private:
  SystemCalls table_ = real_calls;
};

// Fails the way Winsock's calls do.
inline int fail_with(int error) noexcept {
  ::WSASetLastError(error);
  return SOCKET_ERROR;
}

}  // namespace plainsock::test
