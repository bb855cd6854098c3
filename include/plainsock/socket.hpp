// The one owner of a socket's descriptor.
#pragma once

#include <utility>

#include "plainsock/deadline.hpp"
#include "plainsock/descriptor.hpp"
#include "plainsock/result.hpp"
#include "plainsock/socket_address.hpp"
#include "plainsock/socket_option.hpp"

namespace plainsock {

enum class SocketType { stream, datagram };
enum class Direction { read, write, both };
enum class Blocking { no, yes };

// What to wait for, or what has come; a bit set.
enum class Interest : unsigned { none = 0, read = 1, write = 2, both = 3 };
constexpr Interest operator|(Interest a, Interest b) noexcept {
  return static_cast<Interest>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
constexpr Interest operator&(Interest a, Interest b) noexcept {
  return static_cast<Interest>(static_cast<unsigned>(a) & static_cast<unsigned>(b));
}
constexpr bool has(Interest set, Interest bit) noexcept { return (set & bit) != Interest::none; }

// Owns a descriptor and closes it; the only class here with a destructor. One machine word, movable without
// throwing.
class Socket {
 public:
  Socket() noexcept = default;
  explicit Socket(Descriptor descriptor) noexcept : descriptor_(descriptor) {}
  Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, Descriptor::none)) {}
  Socket& operator=(Socket&& other) noexcept {
    if (this != &other && is_open()) close_quietly(descriptor_);
    if (this != &other) descriptor_ = other.release();
    return *this;
  }
  ~Socket() {
    if (is_open()) close_quietly(descriptor_);
  }

  // socket(2), not inherited by child processes; an IPv6 socket gets IPV6_V6ONLY, so that both systems start alike.
  static Result<Socket> open(Family, SocketType, Blocking = Blocking::yes) noexcept;

  bool is_open() const noexcept { return descriptor_ != Descriptor::none; }
  Descriptor descriptor() const noexcept { return descriptor_; }
  // Gives the descriptor away: the caller closes it.
  Descriptor release() noexcept { return std::exchange(descriptor_, Descriptor::none); }

  // close(2), never retried: after EINTR the descriptor is gone. It does not wake a thread that is blocked in a
  // read of this socket; shutdown() does. Unread data makes TCP send RST, which may destroy what was sent: see
  // TcpStream::finish.
  Result<void> close() noexcept;
  // shutdown(2). Errors: errc::not_connected.
  Result<void> shutdown(Direction) noexcept;

  // bind(2); a port of 0 asks for any free one, local_address() then tells which.
  Result<void> bind(const SocketAddress&) noexcept;
  // listen(2): `backlog` connections may wait for accept. TcpListener::bind does it all; by hand it is for what
  // must be set before, such as option::v6_only to false for both families on one listener.
  Result<void> listen(int backlog) noexcept;
  // getsockname(2). Of an unbound socket: 0.0.0.0:0 on Linux, errc::invalid_argument on Windows.
  Result<SocketAddress> local_address() const noexcept;
  // getpeername(2). Errors: errc::not_connected.
  Result<SocketAddress> peer_address() const noexcept;

  // O_NONBLOCK, FIONBIO. Seldom needed: try_ operations never block whatever the mode, the others always wait.
  Result<void> set_blocking(Blocking) noexcept;
  // The pending error, read and cleared: SO_ERROR of socket(7). Success when there is none.
  Result<void> take_error() noexcept;

  // setsockopt(2), getsockopt(2) for the options of socket_option.hpp, by type: set(option::no_delay, true).
  // Errors: errc::no_protocol_option where the system does not know the option.
  template <class T>
  Result<void> set(SocketOption<T> option, const T& value) noexcept {
    return set_option(descriptor_, option, value);
  }
  template <class T>
  Result<T> get(SocketOption<T> option) const {
    return get_option(descriptor_, option);
  }

  // Waits until the socket can be read or written without blocking, or has failed (then the next call says how):
  // poll(2), select on Windows. Returns what is ready. Errors: errc::timed_out.
  Result<Interest> wait(Interest, Deadline) const noexcept;

 private:
  // By value: a Socket whose address nobody takes can live in a register.
  static void close_quietly(Descriptor) noexcept;
  Descriptor descriptor_ = Descriptor::none;
};

}  // namespace plainsock
