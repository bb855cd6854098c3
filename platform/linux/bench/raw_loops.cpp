#include "platform/bench_loops.hpp"

#include <sys/epoll.h>
#include <sys/eventfd.h>

#include "platform/native.hpp"

namespace plainsock::bench {
namespace {

int raw(Descriptor s) { return static_cast<int>(s); }

// Once around: `send` and `receive` say how many bytes went, or -1.
template <class Send, class Receive>
bool repeat(std::size_t count, Send send, Receive receive) {
  for (std::size_t i = 0; i < count; ++i) {
    ssize_t sent = send();
    while (sent == -1 && errno == EINTR) sent = send();
    if (sent != static_cast<ssize_t>(message_size)) return false;
    ssize_t received = receive();
    while (received == -1 && errno == EINTR) received = receive();
    if (received != static_cast<ssize_t>(message_size)) return false;
  }
  return true;
}

}  // namespace

bool raw_stream(Descriptor from, Descriptor to, std::size_t count) {
  char data[message_size] = {};
  return repeat(
      count, [&] { return ::send(raw(from), data, sizeof data, MSG_NOSIGNAL); },
      [&] { return ::recv(raw(to), data, sizeof data, 0); });
}

bool raw_datagram(Descriptor from, Descriptor to, std::size_t count) {
  char data[message_size] = {};
  return repeat(
      count, [&] { return ::send(raw(from), data, sizeof data, MSG_NOSIGNAL); },
      [&] { return ::recv(raw(to), data, sizeof data, MSG_TRUNC); });
}

bool raw_datagram_to(Descriptor from, Descriptor to, const SocketAddress& address, std::size_t count) {
  char data[message_size] = {};
  sockaddr_storage sender;
  const auto* destination = reinterpret_cast<const sockaddr*>(address.native().data());
  const auto length = static_cast<socklen_t>(address.native().size());
  return repeat(
      count, [&] { return ::sendto(raw(from), data, sizeof data, MSG_NOSIGNAL, destination, length); },
      [&] {
        socklen_t size = sizeof sender;
        return ::recvfrom(raw(to), data, sizeof data, MSG_TRUNC, reinterpret_cast<sockaddr*>(&sender), &size);
      });
}

namespace {

// What a careful program has: a wait with a time limit that another thread can end.
struct RawPoller {
  int epoll = ::epoll_create1(EPOLL_CLOEXEC);
  int waker = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  epoll_event events[256];

  ~RawPoller() { ::close(epoll), ::close(waker); }
  bool add(int descriptor, std::uint64_t key) {
    epoll_event interest{};
    interest.events = EPOLLIN;
    interest.data.u64 = key;
    return ::epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &interest) == 0;
  }
  int wait(Deadline deadline) {
    const int timeout = deadline.is_never() ? -1 : static_cast<int>(deadline.remaining().count());
    return ::epoll_wait(epoll, events, 256, timeout);
  }
  void drain() {
    std::uint64_t wakes = 0;
    static_cast<void>(::read(waker, &wakes, sizeof wakes));
  }
};

}  // namespace

bool raw_epoll(Descriptor from, Descriptor to, Deadline deadline, std::size_t count) {
  constexpr std::uint64_t waker_key = ~std::uint64_t{0};
  char data[message_size] = {};
  RawPoller poller;
  if (!poller.add(raw(to), 7) || !poller.add(poller.waker, waker_key)) return false;
  return repeat(
      count, [&] { return ::send(raw(from), data, sizeof data, MSG_NOSIGNAL); },
      [&]() -> ssize_t {
        const int ready = poller.wait(deadline);
        if (ready == -1) return -1;
        for (int i = 0; i < ready; ++i) {
          const auto& event = poller.events[i];
          if (event.data.u64 == waker_key) poller.drain();
          if (event.data.u64 == 7 && (event.events & (EPOLLIN | EPOLLERR | EPOLLHUP)) != 0)
            return ::recv(raw(to), data, sizeof data, 0);
        }
        return 0;
      });
}

}  // namespace plainsock::bench
