#include "plainsock/socket.hpp"

#include "attempt.hpp"

namespace plainsock {

static_assert(sizeof(Socket) == sizeof(void*));

Result<Socket> Socket::open(Family family, SocketType type, Blocking blocking) noexcept {
  const auto descriptor = sys::open(family, type, blocking);
  if (!descriptor) return descriptor.error();
  Socket socket{*descriptor};
  if (family == Family::ipv6) {
    if (const auto set = socket.set(option::v6_only, true); !set) return set.error();
  }
  return socket;
}

Result<void> Socket::close() noexcept { return sys::close(release()); }
void Socket::close_quietly(Descriptor s) noexcept { static_cast<void>(sys::close(s)); }
Result<void> Socket::shutdown(Direction direction) noexcept { return sys::shutdown(descriptor_, direction); }
Result<void> Socket::bind(const SocketAddress& address) noexcept { return sys::bind(descriptor_, address); }
Result<void> Socket::listen(int backlog) noexcept { return sys::listen(descriptor_, backlog); }
Result<SocketAddress> Socket::local_address() const noexcept { return sys::local_address(descriptor_); }
Result<SocketAddress> Socket::peer_address() const noexcept { return sys::peer_address(descriptor_); }
Result<void> Socket::set_blocking(Blocking blocking) noexcept { return sys::set_blocking(descriptor_, blocking); }
Result<void> Socket::take_error() noexcept { return sys::take_error(descriptor_); }

Result<Interest> Socket::wait(Interest interest, Deadline deadline) const noexcept {
  sys::WaitItem item{descriptor_, interest};
  if (const auto waited = sys::wait({&item, 1}, deadline); !waited) return waited.error();
  if (item.ready == Interest::none) return socket_error(std::errc::timed_out);
  return item.ready;
}

std::error_code wait_after(std::error_code error, Descriptor s, Interest interest, Deadline deadline) noexcept {
  if (!would_block(error)) return error;
  sys::WaitItem item{s, interest};
  if (const auto waited = sys::wait({&item, 1}, deadline); !waited) return waited.error();
  return item.ready == Interest::none ? socket_error(std::errc::timed_out) : std::error_code{};
}

}  // namespace plainsock
