// Signals: what a call that was interrupted means. Rows 1 to 4 of the pitfalls.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/time.h>

#include "plainsock/file_transfer.hpp"
#include "scripted_calls.hpp"
#include "tests/support/loopback.hpp"
#include "tests/support/temp_folder.hpp"

using namespace plainsock;
using namespace plainsock::test;
using namespace std::chrono_literals;

namespace {

int made = 0;  // how often the call under test was made; a test sets it to 0 first

// Interrupts this process every few milliseconds, without SA_RESTART: each blocking call ends with EINTR.
class Interruptions {
 public:
  explicit Interruptions(suseconds_t microseconds) noexcept {
    struct sigaction action {};
    action.sa_handler = [](int) {};
    ::sigaction(SIGALRM, &action, &before_);
    const itimerval often{{0, microseconds}, {0, microseconds}};
    ::setitimer(ITIMER_REAL, &often, nullptr);
  }
  ~Interruptions() {
    const itimerval never{};
    ::setitimer(ITIMER_REAL, &never, nullptr);
    ::sigaction(SIGALRM, &before_, nullptr);
  }
  Interruptions(const Interruptions&) = delete;
  Interruptions& operator=(const Interruptions&) = delete;

 private:
  struct sigaction before_ {};
};

// A listener whose queue is full: one more connect has to wait until somebody is accepted.
struct FullListener {
  TcpListener listening = TcpListener::bind(any_port(), 0).value();
  SocketAddress address = listening.local_address().value();
  std::vector<Socket> waiting;

  FullListener() {
    for (auto state = Interest::write; state == Interest::write;) {
      waiting.push_back(Socket::open(Family::ipv4, SocketType::stream, Blocking::no).value());
      ::connect(static_cast<int>(waiting.back().descriptor()),
                reinterpret_cast<const sockaddr*>(address.native().data()), sizeof(sockaddr_in));
      state = waiting.back().wait(Interest::write, Deadline::after(50ms)).value_or(Interest::none);
    }
  }
};

}  // namespace

TEST(Signals, close_is_not_retried_after_a_signal) {
  auto socket = Socket::open(Family::ipv4, SocketType::stream).value();
  made = 0;
  ScriptedCalls script;
  script->close = [](int s) { return ++made, ::close(s), fail_with(EINTR); };
  EXPECT_EQ(socket.close().error(), std::errc::interrupted);
  EXPECT_FALSE(socket.is_open());
  EXPECT_EQ(made, 1) << "the descriptor may already be somebody else's";
}

TEST(Signals, connect_goes_on_after_a_signal_and_is_not_made_again) {
  auto listening = listener();
  made = 0;
  ScriptedCalls script;
  script->connect = [](int s, const sockaddr* a, socklen_t n) {
    return ++made, ::connect(s, a, n), fail_with(EINTR);
  };
  const auto client = TcpStream::connect(listening.local_address().value());
  ASSERT_TRUE(client) << client.error().message();
  EXPECT_EQ(made, 1);
}

TEST(Signals, an_interrupted_connect_that_fails_tells_the_real_cause) {
  ScriptedCalls script;
  script->connect = [](int s, const sockaddr* a, socklen_t n) {
    ::ioctl(s, FIONBIO, &(made = 1));
    return ::connect(s, a, n), fail_with(EINTR);
  };
  EXPECT_EQ(TcpStream::connect(closed_port()).error(), std::errc::connection_refused);
}

TEST(Signals, do_not_end_a_connect_that_waits_for_a_full_queue) {
  FullListener full;
  const Interruptions often{2000};
  std::thread server{[&] {
    while (full.listening.accept(Deadline::after(2s))) continue;
  }};
  const auto client = TcpStream::connect(full.address);
  EXPECT_TRUE(client) << client.error().message();
  server.join();
}

TEST(Signals, do_not_end_a_read_an_accept_or_a_wait) {
  auto [client, server] = tcp_pair();
  auto listening = listener();
  const Interruptions often{2000};
  std::array<std::byte, 1> buffer;
  EXPECT_EQ(server.read_some(buffer, Deadline::after(50ms)).error(), std::errc::timed_out);
  EXPECT_EQ(listening.accept(Deadline::after(50ms)).error(), std::errc::timed_out);
  std::thread late{[&, peer = std::move(client)]() mutable {
    EXPECT_EQ(peer.read_some(buffer, Deadline::after(50ms)).error(), std::errc::timed_out);
    EXPECT_TRUE(peer.write_all(bytes_of("x"), soon()));
  }};
  std::array<std::byte, 1> own;
  EXPECT_EQ(server.read_some(own).value(), 1u);
  late.join();
}

TEST(Signals, each_interrupted_call_is_made_again) {
  auto [client, server] = tcp_pair();
  auto udp = UdpSocket::bind(any_port()).value();
  ScriptedCalls script;
  script->sendto = [](int s, const void* p, std::size_t n, int f, const sockaddr* a, socklen_t l) {
    return ++made % 2 == 1 ? fail_with(EINTR) : ::sendto(s, p, n, f, a, l);
  };
  script->recvfrom = [](int s, void* p, std::size_t n, int f, sockaddr* a, socklen_t* l) {
    return ++made % 2 == 1 ? fail_with(EINTR) : ::recvfrom(s, p, n, f, a, l);
  };
  script->sendmsg = [](int s, const msghdr* m, int f) {
    return ++made % 2 == 1 ? fail_with(EINTR) : ::sendmsg(s, m, f);
  };
  script->recvmsg = [](int s, msghdr* m, int f) { return ++made % 2 == 1 ? fail_with(EINTR) : ::recvmsg(s, m, f); };
  script->poll = [](pollfd* p, nfds_t n, int ms) { return ++made % 2 == 1 ? fail_with(EINTR) : ::poll(p, n, ms); };
  made = 0;
  const std::array<std::span<const std::byte>, 1> out{bytes_of("b")};
  ASSERT_TRUE(client.write_all(bytes_of("a"), soon()));
  ASSERT_TRUE(client.write_vector(out, soon()));
  EXPECT_EQ(read_text(server, 2), "ab");
  ASSERT_TRUE(udp.send_to(bytes_of("d"), udp.local_address().value()));
  EXPECT_EQ(receive_text(udp), "d");
  EXPECT_GE(made, 8);
}

TEST(Signals, do_not_make_a_wait_longer_or_shorter) {
  auto [client, server] = tcp_pair();
  const Interruptions often{10'000};
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(server.socket().wait(Interest::read, Deadline::after(200ms)).error(), std::errc::timed_out);
  const auto lasted = std::chrono::steady_clock::now() - begin;
  EXPECT_GE(lasted, 200ms);
  // A wait that began anew at each signal would never end; the bound only has to be far below for ever.
  EXPECT_LT(lasted, 20s);
}

TEST(Signals, the_time_that_is_left_is_computed_anew) {
  static std::vector<int> timeouts;
  timeouts.clear();
  auto [client, server] = tcp_pair();
  ScriptedCalls script;
  script->poll = [](pollfd* p, nfds_t n, int ms) {
    timeouts.push_back(ms);
    return timeouts.size() < 4 ? (::poll(p, n, std::min(ms, 5)), fail_with(EINTR)) : ::poll(p, n, ms);
  };
  EXPECT_FALSE(server.socket().wait(Interest::read, Deadline::after(60ms)));
  ASSERT_GE(timeouts.size(), 4u);
  EXPECT_TRUE(std::is_sorted(timeouts.rbegin(), timeouts.rend()));
  EXPECT_LT(timeouts.back(), timeouts.front());
}

TEST(Signals, sendfile_raises_none_although_it_tells_only_of_what_it_sent_before_the_pipe_broke) {
  const TempFolder folder;
  write_file(folder / "f", "content");
  auto file = LocalFile::open(folder / "f").value();
  auto pair = tcp_pair();
  ScriptedCalls script;
  script->sendfile = [](int, int, off_t*, std::size_t) {
    ::raise(SIGPIPE);
    return ssize_t{4};
  };
  FileTransfer kernel;
  EXPECT_EQ(kernel.send(file, pair.client, 7).bytes, 4U);
}
