// The names behind the numbers of a call's arguments, for the trace.
#pragma once

#include <sys/epoll.h>

#include "platform/native.hpp"
#include "platform/trace.hpp"

namespace plainsock {

TracedSymbol family(int) noexcept;
TracedSymbol type(int) noexcept;  // SOCK_STREAM|SOCK_CLOEXEC, and the flags of accept4
TracedSymbol direction(int) noexcept;
TracedSymbol message_flags(int) noexcept;
TracedSymbol level(int) noexcept;
TracedSymbol option_name(int level, int name) noexcept;
TracedSymbol option_value(const void* value, socklen_t size) noexcept;
TracedSymbol epoll_operation(int) noexcept;
TracedSymbol epoll_interest(const epoll_event*) noexcept;
TracedSymbol polled(const pollfd*, nfds_t) noexcept;

}  // namespace plainsock
