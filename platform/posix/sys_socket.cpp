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
  return direction == Direction::read ? SHUT_RD : direction == Direction::write ? SHUT_WR : SHUT_RDWR;
}

// getsockname and getpeername, told apart by their entry in the table.
Result<SocketAddress> name_of(Descriptor s, int (*SystemCalls::*call)(int, sockaddr*, socklen_t*)) noexcept {
  SocketAddress address;
  auto size = room_of(address);
  if ((calls().*call)(raw(s), native_of(address), &size) != 0) return last_error();
  address.set_size(size);
  return address;
}

}  // namespace

Result<Descriptor> open(Family family, SocketType type, Blocking blocking) noexcept {
  const int flags = SOCK_CLOEXEC | (blocking == Blocking::no ? SOCK_NONBLOCK : 0);
  return descriptor_from(calls().socket(native_family(family), native_type(type) | flags, 0));
}

Result<void> close(Descriptor s) noexcept { return success_from(calls().close(raw(s))); }

Result<void> bind(Descriptor s, const SocketAddress& address) noexcept {
  return success_from(calls().bind(raw(s), native_of(address), size_of(address)));
}

Result<void> claim_address(Descriptor s) noexcept { return set_option(s, OptionName::reuse_address, 1); }

Result<void> listen(Descriptor s, int backlog) noexcept { return success_from(calls().listen(raw(s), backlog)); }

Result<Descriptor> accept(Descriptor s, SocketAddress& peer) noexcept {
  auto size = room_of(peer);
  const int accepted = restarted(
      [&] { return size = room_of(peer), calls().accept4(raw(s), native_of(peer), &size, SOCK_CLOEXEC); });
  peer.set_size(size);
  return descriptor_from(accepted);
}

Result<void> connect(Descriptor s, const SocketAddress& address) noexcept {
  if (calls().connect(raw(s), native_of(address), size_of(address)) == 0) return {};
  // After a signal the connection goes on by itself; a second connect would only say EALREADY.
  if (errno == EINTR) return socket_error(std::errc::operation_in_progress);
  return last_error();
}

Result<void> shutdown(Descriptor s, Direction direction) noexcept {
  return success_from(calls().shutdown(raw(s), native_direction(direction)));
}

Result<SocketAddress> local_address(Descriptor s) noexcept { return name_of(s, &SystemCalls::getsockname); }
Result<SocketAddress> peer_address(Descriptor s) noexcept { return name_of(s, &SystemCalls::getpeername); }

Result<void> set_blocking(Descriptor s, Blocking blocking) noexcept {
  return success_from(calls().set_nonblocking(raw(s), blocking == Blocking::no ? 1 : 0));
}

Result<void> take_error(Descriptor s) noexcept {
  int error = 0;
  socklen_t size = sizeof error;
  if (calls().getsockopt(raw(s), SOL_SOCKET, SO_ERROR, &error, &size) != 0) return last_error();
  if (error != 0) return std::error_code{error, socket_category()};
  return {};
}

}  // namespace plainsock::sys
