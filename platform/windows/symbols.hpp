// The names behind the numbers of a call's arguments, for the trace.
#pragma once

#include "platform/native.hpp"
#include "platform/trace.hpp"

namespace plainsock {

TracedSymbol version(WORD) noexcept;
TracedSymbol family(int) noexcept;
TracedSymbol type(int) noexcept;
TracedSymbol socket_flags(DWORD) noexcept;
TracedSymbol direction(int) noexcept;
TracedSymbol message_flags(int) noexcept;
TracedSymbol control_code(DWORD) noexcept;
TracedSymbol level(int) noexcept;
TracedSymbol option_name(int level, int name) noexcept;
TracedSymbol option_value(const void* value, int size) noexcept;
TracedSymbol polled(const WSAPOLLFD*, ULONG) noexcept;
TracedSymbol socket_set(const fd_set*) noexcept;
TracedSymbol time(const timeval*) noexcept;
TracedSymbol text(const wchar_t*) noexcept;

}  // namespace plainsock
