// Many sockets watched by one call.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "plainsock/socket.hpp"

namespace plainsock {

// How readiness is asked for. best: epoll on Linux, select on Windows. A system without one says
// errc::operation_not_supported.
enum class Backend { best, epoll, poll, select };
std::string_view name_of(Backend) noexcept;

// A socket that can be read or written without blocking. Failure and hang-up count as ready, so that the call that
// is made next says what happened, whichever direction was asked for; epoll and poll then report the other one too.
// Packed, so that on x86-64 it is the kernel's own struct epoll_event: epoll_wait(2) fills it in.
#pragma pack(push, 4)
class Event {
 public:
  Event() noexcept = default;
  Event(std::uint32_t conditions, std::uintptr_t key) noexcept : conditions_(conditions), key_(key) {}

  std::uintptr_t key() const noexcept { return key_; }  // as given to add()
  bool readable() const noexcept { return (conditions_ & (in | failed)) != 0; }
  bool writable() const noexcept { return (conditions_ & (out | failed)) != 0; }
  Interest ready() const noexcept {
    return (readable() ? Interest::read : Interest::none) | (writable() ? Interest::write : Interest::none);
  }

  // POLLIN, POLLOUT, and POLLERR or POLLHUP, with the numbers that they have in Linux.
  static constexpr std::uint32_t in = 1, out = 4, failed = 8 | 16;

 private:
  friend struct EventLayout;  // whether it is the kernel's
  std::uint32_t conditions_ = 0;
  std::uintptr_t key_ = 0;  // never by reference: it may not be aligned
};
#pragma pack(pop)

class PollerBackend;

// Level-triggered: what is not dealt with is reported again. Borrows the sockets: remove one before it is closed
// (epoll keeps reporting a closed descriptor while a duplicate of it lives, epoll(7)). One thread uses a Poller;
// only wake() may be called from others.
class Poller {
 public:
  // Errors: operation_not_supported, too_many_files_open.
  static Result<Poller> create(Backend = Backend::best);
  Poller(Poller&&) noexcept;
  Poller& operator=(Poller&&) noexcept;
  ~Poller();

  Backend backend() const noexcept { return backend_kind_; }

  // `key` comes back in Event::key: an index, or a pointer. Errors: errc::file_exists when the socket is watched
  // already, SocketError::too_many_for_select.
  Result<void> add(const Socket&, Interest, std::uintptr_t key);
  // Errors: errc::no_such_file_or_directory when the socket is not watched.
  Result<void> modify(const Socket&, Interest, std::uintptr_t key);
  Result<void> remove(const Socket&);

  // Waits until a socket is ready, wake() is called or the Deadline passes. Returns the events (valid until the
  // next wait; at most 256, the others come with the next call); none after a wake or at the Deadline. Without
  // sockets it just waits.
  Result<std::span<const Event>> wait(Deadline);

  // Ends a wait that is under way, or else the next one, from any thread. Several wakes may count as one.
  Result<void> wake() noexcept;

 private:
  Poller(std::unique_ptr<PollerBackend>, Socket waker, Backend) noexcept;

  std::unique_ptr<PollerBackend> backend_;
  Socket waker_;  // what wake() makes readable
  Backend backend_kind_ = Backend::best;
};

}  // namespace plainsock
