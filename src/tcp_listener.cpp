#include "plainsock/tcp_listener.hpp"

#include "attempt.hpp"

namespace plainsock {
namespace {

// The peer was gone before accept got to it; the listener is well. accept(2) lists EPROTO and network errors beside
// ECONNABORTED as such; Windows says WSAECONNRESET, Wine WSAENOTCONN. Not network_down: on Windows that is the
// whole system's, and would be said for ever.
bool concerns_only_the_peer(std::error_code error) noexcept {
  return error == std::errc::connection_aborted || error == std::errc::connection_reset ||
         error == std::errc::protocol_error || error == std::errc::network_unreachable ||
         error == std::errc::host_unreachable || error == std::errc::not_connected;
}

Result<Accepted> accept_once(const Socket& listener) noexcept {
  SocketAddress peer;
  for (;;) {
    const auto accepted = sys::accept(listener.descriptor(), peer);
    if (accepted) return Accepted{TcpStream{Socket{*accepted}}, peer};
    if (!concerns_only_the_peer(accepted.error())) return accepted.error();
  }
}

}  // namespace

Result<TcpListener> TcpListener::bind(const SocketAddress& address, int backlog) noexcept {
  auto socket = Socket::open(address.family(), SocketType::stream, Blocking::no);
  if (!socket) return socket.error();
  const auto descriptor = socket->descriptor();
  if (address.family() != Family::local) {
    if (const auto claimed = sys::claim_address(descriptor); !claimed) return claimed.error();
  }
  if (const auto bound = sys::bind(descriptor, address); !bound) return bound.error();
  if (const auto listening = sys::listen(descriptor, backlog); !listening) return listening.error();
  return TcpListener{std::move(*socket)};
}

Result<Accepted> TcpListener::accept(Deadline deadline) noexcept {
  return attempt(socket_.descriptor(), Interest::read, deadline,
                 [&](Descriptor, sys::Wait) { return accept_once(socket_); });
}

Result<Accepted> TcpListener::try_accept() noexcept { return accept_once(socket_); }

}  // namespace plainsock
