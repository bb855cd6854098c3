#include "platform/bench_loops.hpp"

#include <sys/epoll.h>

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

bool raw_epoll(Descriptor from, Descriptor to, std::size_t count) {
  char data[message_size] = {};
  epoll_event events[16];
  const int poller = ::epoll_create1(EPOLL_CLOEXEC);
  epoll_event interest{};
  interest.events = EPOLLIN;
  interest.data.u64 = 7;
  if (poller == -1 || ::epoll_ctl(poller, EPOLL_CTL_ADD, raw(to), &interest) == -1) return false;
  const bool done = repeat(
      count, [&] { return ::send(raw(from), data, sizeof data, MSG_NOSIGNAL); },
      [&]() -> ssize_t {
        const int ready = ::epoll_wait(poller, events, 16, -1);
        if (ready == -1) return -1;
        for (int i = 0; i < ready; ++i) {
          if (events[i].data.u64 == 7 && (events[i].events & (EPOLLIN | EPOLLERR | EPOLLHUP)) != 0)
            return ::recv(raw(to), data, sizeof data, 0);
        }
        return 0;
      });
  ::close(poller);
  return done;
}

}  // namespace plainsock::bench
