// select, for any number of sockets.
#pragma once

#include <span>
#include <vector>

#include "native_result.hpp"
#include "plainsock/socket.hpp"

namespace plainsock::sys {

struct Selected {
  SOCKET socket = INVALID_SOCKET;
  Interest interest = Interest::none;
  Interest ready = Interest::none;
  bool connected = false;  // the set of failures says nothing about it any more
};

// An fd_set is a count and that many sockets; FD_SETSIZE only limits the structure of that name, not what select
// takes. An empty set is a null pointer to select.
class SocketSet {
 public:
  void clear() noexcept { words_.clear(); }
  void add(SOCKET);
  fd_set* native() noexcept;
  bool empty() const noexcept { return words_.empty(); }
  std::span<SOCKET> sockets() noexcept;

 private:
  std::vector<SOCKET> words_;  // the count, then the sockets
};

// Room that is kept from one wait to the next.
struct SocketSets {
  SocketSet readable;
  SocketSet writable;
  SocketSet failed;
};

// Fills in what is ready; success with nothing ready means that the Deadline has passed. A socket is readable and
// writable when its connect has failed: only the third set tells that.
Result<void> select_ready(std::span<Selected>, SocketSets&, Deadline);

}  // namespace plainsock::sys
