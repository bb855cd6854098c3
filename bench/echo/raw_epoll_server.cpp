// The echo server that `tcp serve --model epoll` is measured against: the calls of epoll(7) and nothing else.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>

namespace {

int checked(int result) {
  if (result == -1) std::perror("raw_epoll_server"), std::exit(1);
  return result;
}

void watch(int epoll, int s) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = s;
  checked(epoll_ctl(epoll, EPOLL_CTL_ADD, s, &event));
}

int listen_anywhere() {
  const int listener = checked(socket(AF_INET, SOCK_STREAM, 0));
  sockaddr_in address{};
  socklen_t size = sizeof address;
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  checked(bind(listener, reinterpret_cast<sockaddr*>(&address), size));
  checked(listen(listener, 4096));
  checked(getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size));
  std::printf("listening 127.0.0.1:%d\n", ntohs(address.sin_port));
  std::fflush(stdout);
  return listener;
}

// Blocking sends: the load reads all that it is sent.
void echo(int s, std::array<char, 65536>& room) {
  const auto size = recv(s, room.data(), room.size(), MSG_DONTWAIT);
  if (size <= 0) {
    close(s);
    return;
  }
  for (ssize_t sent = 0; sent < size;) {
    const auto part = send(s, room.data() + sent, static_cast<std::size_t>(size - sent), MSG_NOSIGNAL);
    if (part == -1) return;
    sent += part;
  }
}

}  // namespace

int main() {
  const int listener = listen_anywhere();
  const int epoll = checked(epoll_create1(0));
  watch(epoll, listener);
  std::array<epoll_event, 256> ready;
  std::array<char, 65536> room;
  for (;;) {
    const int count = checked(epoll_wait(epoll, ready.data(), static_cast<int>(ready.size()), -1));
    for (int i = 0; i < count; ++i) {
      const int s = ready[static_cast<std::size_t>(i)].data.fd;
      if (s == listener)
        watch(epoll, checked(accept(listener, nullptr, nullptr)));
      else
        echo(s, room);
    }
  }
}
