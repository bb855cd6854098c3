// The system's name for an open socket.
#pragma once

#include <cstdint>

namespace plainsock {

// Holds an int (POSIX) or a SOCKET (Windows, unsigned): never compare it with 0, only with none.
enum class Descriptor : std::intptr_t { none = -1 };

}  // namespace plainsock
