// The loops of overhead.cpp without the library: what the wrappers are measured against.
#pragma once

#include <cstddef>

#include "plainsock/deadline.hpp"
#include "plainsock/descriptor.hpp"
#include "plainsock/socket_address.hpp"

namespace plainsock::bench {

inline constexpr std::size_t message_size = 64;

// Each sends and receives `count` messages on a connected pair, checks every result and repeats after EINTR, as a
// program must. False when a call failed. Not inlined, so that each loop is compiled alike whatever stands around
// it.
[[gnu::noinline]] bool raw_stream(Descriptor from, Descriptor to, std::size_t count);
[[gnu::noinline]] bool raw_datagram(Descriptor from, Descriptor to, std::size_t count);
[[gnu::noinline]] bool raw_datagram_to(Descriptor from, Descriptor to, const SocketAddress& address,
                                       std::size_t count);
// Waits with epoll_wait before each receive.
[[gnu::noinline]] bool raw_epoll(Descriptor from, Descriptor to, Deadline, std::size_t count);

}  // namespace plainsock::bench
