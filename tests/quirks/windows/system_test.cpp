// What is Windows' own: counts that are an int, inherited handles, and errors that it gives seldom.
#include <gtest/gtest.h>

#include <climits>

#include "scripted_calls.hpp"
#include "tests/support/loopback.hpp"

using namespace plainsock;
using namespace plainsock::test;

namespace {

bool inherited(const Socket& socket) {
  DWORD flags = 0;
  EXPECT_TRUE(::GetHandleInformation(reinterpret_cast<HANDLE>(socket.descriptor()), &flags));
  return (flags & HANDLE_FLAG_INHERIT) != 0;
}

}  // namespace

TEST(Quirks, write_all_goes_on_where_an_int_cannot_count) {  // row 27
  static std::vector<int> asked;
  asked.clear();
  auto [client, server] = tcp_pair();
  ScriptedCalls script;
  script->send = [](SOCKET, const void*, int n, int) { return asked.push_back(n), n; };
  // 3 GiB that are never touched: the scripted call looks at the length only.
  static std::byte nothing;
  const auto done = client.write_all({&nothing, std::size_t{3} << 30U});
  EXPECT_TRUE(done);
  EXPECT_EQ(done.bytes, std::size_t{3} << 30U);
  EXPECT_EQ(asked, (std::vector<int>{INT_MAX, (1 << 30) + 1}));
}

TEST(Quirks, no_socket_is_inherited_by_a_child_process) {  // row 17
  auto [client, server] = tcp_pair();
  const auto listening = listener();
  const auto udp = UdpSocket::open(Family::ipv6).value();
  EXPECT_FALSE(inherited(client.socket()));
  EXPECT_FALSE(inherited(server.socket())) << "accept hands out sockets that are";
  EXPECT_FALSE(inherited(listening.socket()));
  EXPECT_FALSE(inherited(udp.socket()));
}

TEST(Quirks, accept_goes_on_when_a_peer_has_gone_meanwhile) {  // row 5
  static int failures;
  failures = 0;
  auto listening = listener();
  ScriptedCalls script;
  script->accept = [](SOCKET s, sockaddr* a, int* n) {
    return failures++ < 3 ? (fail_with(WSAECONNRESET), INVALID_SOCKET) : ::accept(s, a, n);
  };
  const auto client = TcpStream::connect(listening.local_address().value(), soon()).value();
  EXPECT_EQ(listening.accept(soon()).value().peer, client.local_address().value());
}

TEST(Quirks, accept_without_a_socket_left_is_an_error_and_no_endless_loop) {  // row 6
  auto listening = listener();
  ScriptedCalls script;
  script->accept = [](SOCKET, sockaddr*, int*) { return fail_with(WSAEMFILE), INVALID_SOCKET; };
  EXPECT_EQ(listening.accept(soon()).error(), std::errc::too_many_files_open);
}

TEST(Quirks, a_reset_datagram_socket_is_the_peers_closed_port) {  // row 31
  auto udp = UdpSocket::bind(any_port()).value();
  std::array<std::byte, 1> buffer;
  ScriptedCalls script;
  script->recvfrom = [](SOCKET, void*, int, int, sockaddr*, int*) { return fail_with(WSAECONNRESET); };
  EXPECT_EQ(udp.receive(buffer, soon()).error(), std::errc::connection_refused);
}

TEST(Quirks, an_unconnected_datagram_socket_is_told_not_to_report_closed_ports) {  // row 31
  static int switched_off;
  switched_off = 0;
  ScriptedCalls script;
  script->set_flag = [](SOCKET s, DWORD flag, DWORD value) {
    switched_off += flag == SIO_UDP_CONNRESET && value == 0;
    return real_calls.set_flag(s, flag, value);
  };
  EXPECT_TRUE(UdpSocket::open(Family::ipv4));
  EXPECT_EQ(switched_off, 1);
}

// Wine sends from where the system chooses: what is asked of Winsock is looked at instead.
TEST(Quirks, an_answer_leaves_from_the_address_that_was_asked) {
  static std::string sources;
  sources.clear();
  ScriptedCalls script;
  script->send_message = [](SOCKET, WSAMSG* message, DWORD*) {
    const auto* control = WSA_CMSG_FIRSTHDR(message);
    if (!control) return sources += "chosen ", 0;
    const auto* info = WSA_CMSG_DATA(control);
    const bool six = control->cmsg_level == IPPROTO_IPV6 && control->cmsg_type == IPV6_PKTINFO;
    std::array<char, 64> text{};
    ::inet_ntop(six ? AF_INET6 : AF_INET, info, text.data(),
                text.size());  // the address is the first of both structs
    return sources += std::string{text.data()} + " ", 0;
  };
  auto server = UdpSocket::bind(any_port(Family::ipv6)).value();
  const SocketAddress peer{IpAddress::loopback(Family::ipv6), 1};
  for (const auto* local : {"127.0.0.2", "::ffff:127.0.0.3", "::1", "0.0.0.0", "::"}) {
    ASSERT_TRUE(server.send_routed(bytes_of("x"), {peer, IpAddress::parse(local).value()}));
  }
  EXPECT_EQ(sources, "127.0.0.2 127.0.0.3 ::1 chosen chosen ");
}

TEST(Quirks, a_listeners_address_is_its_own) {  // row 35: SO_REUSEADDR would let others hijack it
  static bool exclusive;
  static bool reused;
  exclusive = reused = false;
  ScriptedCalls script;
  script->setsockopt = [](SOCKET s, int level, int option, const void* value, int size) {
    exclusive |= level == SOL_SOCKET && option == SO_EXCLUSIVEADDRUSE;
    reused |= level == SOL_SOCKET && option == SO_REUSEADDR;
    return ::setsockopt(s, level, option, static_cast<const char*>(value), size);
  };
  const auto listening = listener();
  EXPECT_TRUE(exclusive);
  EXPECT_FALSE(reused);
}

TEST(Quirks, a_failure_to_start_winsock_is_told_by_the_first_call) {  // row 40
  ScriptedCalls script;
  script->startup = [](WORD, WSADATA*) { return WSASYSNOTREADY; };
  // Started once a process: only a program in which this test runs alone has not done so yet, as CTest runs it.
  const auto opened = Socket::open(Family::ipv4, SocketType::stream);
  EXPECT_TRUE(opened || opened.error().value() == WSASYSNOTREADY);
}

TEST(Quirks, winsocks_numbers_are_kept_and_mean_what_they_mean_elsewhere) {
  const std::error_code refused{WSAECONNREFUSED, socket_category()};
  EXPECT_EQ(refused, std::errc::connection_refused);
  EXPECT_EQ(refused.value(), 10061);
  EXPECT_EQ(error_name(refused), "WSAECONNREFUSED");
  EXPECT_TRUE(would_block({WSAEWOULDBLOCK, socket_category()}));
  EXPECT_FALSE(would_block({WSAEINPROGRESS, socket_category()}));
}
