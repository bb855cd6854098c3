// Waiting for a few sockets, and being woken.
#include <vector>

#include "native_result.hpp"
#include "platform/sys.hpp"
#include "select_ready.hpp"

namespace plainsock::sys {
namespace {

// Bound to a free port of the loopback and connected to it, so that nobody else's datagrams get in.
Result<void> connect_to_itself(Descriptor s) noexcept {
  if (const auto bound = bind(s, {IpAddress::loopback(Family::ipv4), 0}); !bound) return bound;
  const auto self = local_address(s);
  return self ? connect(s, *self) : self.error();
}

}  // namespace

Result<void> wait(std::span<WaitItem> items, Deadline deadline) noexcept {
  std::vector<Selected> selected;
  selected.reserve(items.size());
  for (const auto& item : items) selected.push_back({raw(item.descriptor), item.interest});
  SocketSets sets;
  if (const auto waited = select_ready(selected, sets, deadline); !waited) return waited;
  for (std::size_t i = 0; i < items.size(); ++i) items[i].ready = selected[i].ready;
  return {};
}

// select waits for sockets alone, so the waker is one.
Result<Descriptor> open_waker() noexcept {
  const auto waker = open(Family::ipv4, SocketType::datagram, Blocking::no);
  if (!waker) return waker;
  if (const auto connected = connect_to_itself(*waker); !connected) {
    static_cast<void>(close(*waker));
    return connected.error();
  }
  return waker;
}

Result<void> signal_waker(Descriptor waker) noexcept {
  const char one = 1;
  const int sent = calls().send(raw(waker), &one, 1, 0);
  return sent == SOCKET_ERROR && ::WSAGetLastError() != WSAEWOULDBLOCK ? Result<void>{last_error()}
                                                                       : Result<void>{};  // it is signalled already
}

// Each signal is a datagram of its own.
void drain_waker(Descriptor waker) noexcept {
  char taken = 0;
  while (calls().recv(raw(waker), &taken, 1, 0) != SOCKET_ERROR) continue;
}

}  // namespace plainsock::sys
