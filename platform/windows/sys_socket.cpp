// Opening, naming and closing.
#include "native_result.hpp"
#include "platform/sys.hpp"

namespace plainsock::sys {
namespace {

int native_family(Family family) noexcept {
  switch (family) {
    case Family::ipv4:
      return AF_INET;
    case Family::ipv6:
      return AF_INET6;
    case Family::local:
      return AF_UNIX;
    case Family::any:
      break;
  }
  return AF_UNSPEC;
}

int native_type(SocketType type) noexcept { return type == SocketType::stream ? SOCK_STREAM : SOCK_DGRAM; }
int native_direction(Direction direction) noexcept {
  return direction == Direction::read ? SD_RECEIVE : direction == Direction::write ? SD_SEND : SD_BOTH;
}

// getsockname and getpeername, told apart by their entry in the table.
Result<SocketAddress> name_of(Descriptor s, int (*SystemCalls::*call)(SOCKET, sockaddr*, int*)) noexcept {
  SocketAddress address;
  auto size = room_of(address);
  if ((calls().*call)(raw(s), native_of(address), &size) != 0) return last_error();
  address.set_size(static_cast<std::size_t>(size));
  return address;
}

// Whether a datagram that met a closed port makes a later receive fail. On by default, and then for an unconnected
// socket too, which would hear of one peer's trouble while it talks to another.
Result<void> report_closed_ports(Descriptor s, bool report) noexcept {
  return success_from(calls().set_flag(raw(s), SIO_UDP_CONNRESET, report ? 1 : 0));
}

Result<void> prepare(Descriptor s, Family family, SocketType type, Blocking blocking) noexcept {
  if (type == SocketType::datagram && family != Family::local) {
    if (const auto set = report_closed_ports(s, false); !set) return set;
  }
  return blocking == Blocking::no ? set_blocking(s, blocking) : Result<void>{};
}

// An accepted socket takes after its listener, which may not block, and is inherited by child processes whatever
// the listener is.
Result<void> prepare_accepted(Descriptor s) noexcept {
  if (!calls().set_inherited(raw(s), FALSE)) return last_error();
  return set_blocking(s, Blocking::yes);
}

// The socket, or the error that made it useless; then it is closed.
Result<Descriptor> kept(Descriptor s, const Result<void>& prepared) noexcept {
  if (prepared) return s;
  static_cast<void>(calls().close(raw(s)));
  return prepared.error();
}

}  // namespace

Result<void> started() noexcept {
  static const int failure = [] {
    WSADATA unused;
    return calls().startup(MAKEWORD(2, 2), &unused);
  }();
  return failure == 0 ? Result<void>{} : Result<void>{std::error_code{failure, socket_category()}};
}

// Overlapped, though no call here is: on a socket without it a blocked receive would hold up another thread's send.
Result<Descriptor> open(Family family, SocketType type, Blocking blocking) noexcept {
  if (const auto ready = started(); !ready) return ready.error();
  const auto opened = descriptor_from(calls().socket(native_family(family), native_type(type), 0,
                                                     WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT));
  return opened ? kept(*opened, prepare(*opened, family, type, blocking)) : opened;
}

Result<void> close(Descriptor s) noexcept { return success_from(calls().close(raw(s))); }

Result<void> bind(Descriptor s, const SocketAddress& address) noexcept {
  return success_from(calls().bind(raw(s), native_of(address), size_of(address)));
}

// SO_REUSEADDR would let any other program take the port over.
Result<void> claim_address(Descriptor s) noexcept { return set_option(s, OptionName::exclusive_address, 1); }

Result<void> listen(Descriptor s, int backlog) noexcept { return success_from(calls().listen(raw(s), backlog)); }

Result<Descriptor> accept(Descriptor s, SocketAddress& peer) noexcept {
  auto size = room_of(peer);
  const auto accepted = descriptor_from(calls().accept(raw(s), native_of(peer), &size));
  if (!accepted) return accepted;
  peer.set_size(static_cast<std::size_t>(size));
  return kept(*accepted, prepare_accepted(*accepted));
}

Result<void> connect(Descriptor s, const SocketAddress& address) noexcept {
  if (calls().connect(raw(s), native_of(address), size_of(address)) == 0) {
    // A connected datagram socket has one peer, whose closed port is its business.
    return get_option(s, OptionName::socket_type).value_or(SOCK_STREAM) == SOCK_DGRAM ? report_closed_ports(s, true)
                                                                                      : Result<void>{};
  }
  if (::WSAGetLastError() == WSAEWOULDBLOCK) return socket_error(std::errc::operation_in_progress);
  return last_error();
}

// Windows lets a blocked receive of another thread wait on. Cancelling wakes it, but a blocked send too: so only
// when both directions end.
Result<void> shutdown(Descriptor s, Direction direction) noexcept {
  const auto done = success_from(calls().shutdown(raw(s), native_direction(direction)));
  if (done && direction == Direction::both) static_cast<void>(calls().cancel(raw(s)));
  return done;
}

Result<SocketAddress> local_address(Descriptor s) noexcept { return name_of(s, &SystemCalls::getsockname); }
Result<SocketAddress> peer_address(Descriptor s) noexcept { return name_of(s, &SystemCalls::getpeername); }

Result<void> set_blocking(Descriptor s, Blocking blocking) noexcept {
  return success_from(calls().set_nonblocking(raw(s), blocking == Blocking::no ? 1 : 0));
}

Result<void> take_error(Descriptor s) noexcept {
  int error = 0;
  int size = sizeof error;
  if (calls().getsockopt(raw(s), SOL_SOCKET, SO_ERROR, &error, &size) != 0) return last_error();
  if (error != 0) return std::error_code{error, socket_category()};
  return {};
}

}  // namespace plainsock::sys
