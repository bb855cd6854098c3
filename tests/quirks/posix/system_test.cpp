// What is Linux's own: descriptors, limits, and errors that it gives seldom.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "plainsock/poller.hpp"
#include "platform/sys.hpp"
#include "scripted_calls.hpp"
#include "tests/support/loopback.hpp"

using namespace plainsock;
using namespace plainsock::test;
using namespace std::chrono_literals;

namespace {

int raw(const Socket& socket) { return static_cast<int>(socket.descriptor()); }

bool closes_on_exec(int s) { return (::fcntl(s, F_GETFD) & FD_CLOEXEC) != 0; }

// Lowers the number of descriptors that this process may have, so that the next one cannot be opened.
class NoMoreDescriptors {
 public:
  NoMoreDescriptors() {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    const int next = ::dup(0);
    ::close(next);
    const rlimit low{static_cast<rlim_t>(next), before_.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &low);
  }
  ~NoMoreDescriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }
  NoMoreDescriptors(const NoMoreDescriptors&) = delete;
  NoMoreDescriptors& operator=(const NoMoreDescriptors&) = delete;

 private:
  rlimit before_{};
};

// A socket of its own for which connect has failed in the background.
Socket refused_in_background() {
  auto socket = Socket::open(Family::ipv4, SocketType::stream, Blocking::no).value();
  EXPECT_EQ(sys::connect(socket.descriptor(), closed_port()).error(), std::errc::operation_in_progress);
  EXPECT_TRUE(socket.wait(Interest::write, soon()));
  return socket;
}

}  // namespace

TEST(Quirks, accept_goes_on_when_a_peer_has_gone_meanwhile) {  // row 5
  static int failures;
  failures = 0;
  auto listening = listener();
  ScriptedCalls script;
  script->accept4 = [](int s, sockaddr* a, socklen_t* n, int f) {
    constexpr int gone[] = {ECONNABORTED, EPROTO, EHOSTUNREACH, ENETUNREACH, EINTR};
    return failures < 5 ? fail_with(gone[failures++]) : ::accept4(s, a, n, f);
  };
  const auto client = TcpStream::connect(listening.local_address().value(), soon()).value();
  EXPECT_EQ(listening.accept(soon()).value().peer, client.local_address().value());
  EXPECT_EQ(failures, 5);
}

TEST(Quirks, accept_without_a_descriptor_left_is_an_error_and_no_endless_loop) {  // row 6
  auto listening = listener();
  auto client = TcpStream::connect(listening.local_address().value(), soon()).value();
  ASSERT_TRUE(listening.socket().wait(Interest::read, soon()));
  {
    const NoMoreDescriptors none;
    EXPECT_EQ(listening.accept(soon()).error(), std::errc::too_many_files_open);
    EXPECT_EQ(Socket::open(Family::ipv4, SocketType::stream).error(), std::errc::too_many_files_open);
    EXPECT_EQ(Poller::create().error(), std::errc::too_many_files_open);
  }
  EXPECT_TRUE(listening.accept(soon())) << "the connection waited in the queue";
}

TEST(Quirks, a_refused_connect_is_writable_and_has_failed) {  // row 9
  const auto socket = refused_in_background();
  pollfd item{raw(socket), POLLOUT, 0};
  ASSERT_EQ(::poll(&item, 1, 0), 1);
  EXPECT_EQ(item.revents, POLLOUT | POLLERR | POLLHUP);
}

TEST(Quirks, take_error_reads_and_clears) {  // row 10
  auto socket = refused_in_background();
  EXPECT_EQ(socket.take_error().error(), std::errc::connection_refused);
  EXPECT_TRUE(socket.take_error());
}

TEST(Quirks, select_refuses_a_descriptor_past_its_set) {  // row 11
  auto poller = Poller::create(Backend::select).value();
  auto udp = UdpSocket::open(Family::ipv4).value();
  const Socket high{static_cast<Descriptor>(::fcntl(raw(udp.socket()), F_DUPFD_CLOEXEC, 1100))};
  ASSERT_TRUE(high.is_open());
  EXPECT_EQ(poller.add(high, Interest::read, 1).error(), SocketError::too_many_for_select);
  const Socket last{static_cast<Descriptor>(::fcntl(raw(udp.socket()), F_DUPFD_CLOEXEC, FD_SETSIZE - 1))};
  EXPECT_EQ(raw(last), FD_SETSIZE - 1);
  ASSERT_TRUE(poller.add(last, Interest::write, 2));
  EXPECT_EQ(poller.wait(soon()).value().size(), 1u);
}

TEST(Quirks, selects_first_argument_is_the_highest_descriptor_and_one) {  // row 13
  static int first;
  auto poller = Poller::create(Backend::select).value();
  auto udp = UdpSocket::open(Family::ipv4).value();
  ASSERT_TRUE(poller.add(udp.socket(), Interest::read, 1));
  ScriptedCalls script;
  script->select = [](int n, fd_set* r, fd_set* w, fd_set* e, timeval* t) {
    return first = n, ::select(n, r, w, e, t);
  };
  ASSERT_TRUE(poller.wait(Deadline::after(0s)));
  EXPECT_EQ(first, raw(udp.socket()) + 1);
}

TEST(Quirks, a_timeout_below_a_millisecond_does_not_become_none) {  // row 14
  static std::vector<int> timeouts;
  timeouts.clear();
  auto [client, server] = tcp_pair();
  ScriptedCalls script;
  script->poll = [](pollfd* p, nfds_t n, int ms) { return timeouts.push_back(ms), ::poll(p, n, ms); };
  // Far ahead, so that the deadline cannot have passed before it is looked at.
  EXPECT_FALSE(server.socket().wait(Interest::read, Deadline::after(20ms + 100us)));
  ASSERT_FALSE(timeouts.empty());
  EXPECT_LE(timeouts.size(), 3u) << "it does not spin";
}

TEST(Quirks, a_timeout_longer_than_poll_can_count_does_not_end_early) {  // row 14
  static int waits;
  waits = 0;
  auto [client, server] = tcp_pair();
  ASSERT_TRUE(client.write_all(bytes_of("x"), soon()));
  ScriptedCalls script;
  script->poll = [](pollfd* p, nfds_t n, int ms) {
    EXPECT_EQ(ms, INT_MAX);
    return ++waits < 3 ? 0 : ::poll(p, n, ms);  // as if 24 days had gone by, twice
  };
  EXPECT_TRUE(server.socket().wait(Interest::read, Deadline::after(24h * 365)));
  EXPECT_EQ(waits, 3);
}

TEST(Quirks, no_descriptor_is_inherited_by_a_child_process) {  // row 17
  auto [client, server] = tcp_pair();
  const auto listening = listener();
  const auto udp = UdpSocket::open(Family::ipv6).value();
  EXPECT_TRUE(closes_on_exec(raw(client.socket())));
  EXPECT_TRUE(closes_on_exec(raw(server.socket()))) << "accept4 says so, not the listener";
  EXPECT_TRUE(closes_on_exec(raw(listening.socket())));
  EXPECT_TRUE(closes_on_exec(raw(udp.socket())));
  const int before = ::dup(0);
  ::close(before);
  const auto poller = Poller::create(Backend::epoll).value();
  EXPECT_TRUE(closes_on_exec(before)) << "epoll";
  EXPECT_TRUE(closes_on_exec(before + 1)) << "eventfd";
}

TEST(Quirks, shutdown_wakes_a_blocked_read_of_another_thread) {  // row 25
  auto [client, server] = tcp_pair();
  std::array<std::byte, 1> buffer;
  std::thread reader{[&, &server = server] { EXPECT_EQ(server.read_some(buffer).value(), 0u); }};
  ASSERT_TRUE(server.shutdown(Direction::both));
  reader.join();
}

TEST(Quirks, a_non_blocking_send_takes_what_fits) {  // row 26
  auto [client, server] = tcp_pair();
  const std::vector<std::byte> data(10'000'000);
  const auto taken = client.try_write_some(data).value();
  EXPECT_GT(taken, 0u);
  EXPECT_LT(taken, data.size());
}

TEST(Quirks, write_all_goes_on_where_the_kernel_stopped) {  // row 27: at 0x7ffff000 bytes a call
  static std::vector<std::size_t> asked;
  asked.clear();
  auto [client, server] = tcp_pair();
  ScriptedCalls script;
  script->sendto = [](int, const void*, std::size_t n, int, const sockaddr*, socklen_t) -> ssize_t {
    asked.push_back(n);
    return static_cast<ssize_t>(std::min(n, std::size_t{0x7ffff000}));
  };
  // 3 GiB that are never touched: the scripted call looks at the length only.
  static std::byte nothing;
  const auto done = client.write_all({&nothing, std::size_t{3} << 30U});
  EXPECT_TRUE(done);
  EXPECT_EQ(done.bytes, std::size_t{3} << 30U);
  EXPECT_EQ(asked, (std::vector<std::size_t>{std::size_t{3} << 30U, (std::size_t{3} << 30U) - 0x7ffff000}));
}

TEST(Quirks, a_refused_datagram_is_told_once_by_a_later_call) {  // row 31
  auto client = UdpSocket::connect(closed_port()).value();
  std::array<std::byte, 10> buffer;
  ASSERT_TRUE(client.send(bytes_of("x")));
  EXPECT_EQ(client.receive(buffer, soon()).error(), std::errc::connection_refused);
  EXPECT_EQ(client.receive(buffer, Deadline::after(20ms)).error(), std::errc::timed_out);
}

// All of 127.0.0.0/8 is this machine. Left to itself it would answer from 127.0.0.1, which a client that is
// connected to 127.0.0.2 does not hear. Behind a dual-stack socket its address is an IPv4-mapped one.
TEST(Quirks, an_answer_leaves_from_the_address_that_was_asked) {
  for (const auto family : {Family::ipv4, Family::ipv6}) {
    auto server = UdpSocket::open(family).value();
    ASSERT_TRUE(family == Family::ipv4 || server.socket().set(option::v6_only, false));
    ASSERT_TRUE(server.socket().bind({IpAddress::any(family), 0}));
    ASSERT_TRUE(server.report_routes());
    const auto second = IpAddress::v4(127, 0, 0, 2);
    auto client = UdpSocket::connect({second, server.local_address().value().port()}).value();
    ASSERT_TRUE(client.send(bytes_of("ping")));
    ASSERT_TRUE(server.socket().wait(Interest::read, soon()));
    std::array<std::byte, 10> buffer;
    Route route;
    ASSERT_TRUE(server.try_receive_routed(buffer, route));
    EXPECT_EQ(route.local.unmapped(), second);
    ASSERT_TRUE(server.send_routed(bytes_of("pong"), route, soon()));
    EXPECT_EQ(receive_text(client), "pong");
  }
}

TEST(Quirks, a_connect_that_met_itself_is_an_error) {  // row 37
  // Bound to the very port that it connects to, which is what happens by chance to a free ephemeral port.
  std::array<SocketAddress, 4> ports;
  for (auto& each : ports) each = listener().local_address().value();
  static SocketAddress port;
  ScriptedCalls script;
  script->socket = [](int family, int type, int protocol) {
    const int s = ::socket(family, type, protocol);
    EXPECT_EQ(::bind(s, reinterpret_cast<const sockaddr*>(port.native().data()), sizeof(sockaddr_in)), 0);
    return s;
  };
  port = ports[0];
  EXPECT_EQ(TcpStream::connect(port, soon()).error(), SocketError::self_connect);
  port = ports[1];
  EXPECT_EQ(TcpStream::connect(port).error(), SocketError::self_connect);
  port = ports[2];
  EXPECT_EQ(TcpStream::connect("127.0.0.1", std::to_string(port.port()), soon()).error(),
            SocketError::self_connect);
  port = ports[3];
  auto begun = TcpStream::begin_connect(port).value();
  ASSERT_TRUE(begun.socket().wait(Interest::write, soon()));
  EXPECT_EQ(begun.finish_connect().error(), SocketError::self_connect);
}

TEST(Quirks, a_duplicate_of_a_closed_socket_keeps_being_reported_by_epoll) {  // row 46
  auto [client, server] = tcp_pair();
  auto poller = Poller::create(Backend::epoll).value();
  ASSERT_TRUE(poller.add(client.socket(), Interest::write, 1));
  const Socket duplicate{static_cast<Descriptor>(::dup(raw(client.socket())))};
  ASSERT_TRUE(poller.remove(client.socket()));  // what the promise of Poller asks for
  ASSERT_TRUE(client.close());
  EXPECT_TRUE(poller.wait(Deadline::after(0s)).value().empty());
  // And what happens to those who do not: the socket is gone, and its events go on.
  auto [other, end] = tcp_pair();
  const Socket second{static_cast<Descriptor>(::dup(raw(other.socket())))};
  ASSERT_TRUE(poller.add(other.socket(), Interest::write, 2));
  ASSERT_TRUE(other.close());
  EXPECT_EQ(poller.wait(soon()).value().size(), 1u);
}
