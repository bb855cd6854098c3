// The trace: what a line says, that it changes nothing, and that threads do not mix.
#include "plainsock/trace.hpp"

#include <gmock/gmock.h>

#include <cerrno>
#include <cstdio>
#include <mutex>
#include <regex>

#include "plainsock/poller.hpp"
#include "tests/support/loopback.hpp"

using namespace plainsock;
using namespace plainsock::test;
using testing::Contains;
using testing::Each;
using testing::HasSubstr;
using testing::Not;

namespace {

// Keeps the lines while it lives.
class Lines final : public TraceSink {
 public:
  explicit Lines(Explain explain = Explain::no) { trace_to(this, explain); }
  ~Lines() { trace_to(nullptr); }
  Lines(const Lines&) = delete;
  Lines& operator=(const Lines&) = delete;

  void line(std::string_view text) noexcept override {
    const std::lock_guard lock{mutex_};
    lines_.emplace_back(text);
  }
  std::vector<std::string> take() {
    const std::lock_guard lock{mutex_};
    return std::exchange(lines_, {});
  }

 private:
  std::mutex mutex_;
  std::vector<std::string> lines_;
};

MATCHER_P(Shows, pattern, "") { return std::regex_search(arg, std::regex{pattern}); }

// The same conversation for both systems: who calls what differs in names, not in what is asked for.
std::vector<std::string> conversation(SocketAddress& server) {
  Lines lines;
  auto listening = listener();
  server = listening.local_address().value();
  auto client = TcpStream::connect(server, soon()).value();
  auto accepted = listening.accept(soon()).value().stream;
  EXPECT_TRUE(client.write_all(bytes_of("hello"), soon()));
  EXPECT_TRUE(client.shutdown(Direction::write));
  EXPECT_EQ(read_to_end(accepted), "hello");
  EXPECT_TRUE(client.close());
  return lines.take();
}

std::string escaped(const std::string& text) {
  return std::regex_replace(text, std::regex{R"([.\[\]])"}, R"(\$&)");
}

}  // namespace

TEST(Trace, shows_each_call_with_its_arguments_and_its_result) {
  SocketAddress server;
  const auto lines = conversation(server);
  const auto address = escaped(server.to_string());
  for (const auto& wanted : std::vector<std::string>{
           R"(^(socket|WSASocketW)\(AF_INET, SOCK_STREAM.*\) = \d+ <)", R"(^bind\(\d+, 127\.0\.0\.1:0, 16\) = 0 <)",
           R"(^listen\(\d+, 4096\) = 0 <)", R"(^connect\(\d+, )" + address + R"(, 16\) = (0|-1 \w+) <)",
           R"(^accept4?\(\d+, 127\.0\.0\.1:\d+, \[16\].*\) = \d+ <)",
           R"(^getsockname\(\d+, )" + address + R"(, \[16\]\) = 0 <)", R"(^send(to)?\(\d+, "hello", 5, .*\) = 5 <)",
           R"(^shutdown\(\d+, (SHUT_WR|SD_SEND)\) = 0 <)", R"(^recv(from)?\(\d+, "hello", \d+, .*\) = 5 <)",
           R"(^recv(from)?\(\d+, "", \d+, .*\) = 0 <)", R"(^close(socket)?\(\d+\) = 0 <)"}) {
    EXPECT_THAT(lines, Contains(Shows(wanted)));
  }
  EXPECT_THAT(lines, Each(Shows(R"(^\w+\(.*\) = -?\d+( \w+)? <\d+\.\d{6}>$)")));
}

TEST(Trace, names_the_error_of_a_call_that_failed) {
  Lines lines;
  Socket none;
  EXPECT_FALSE(none.shutdown(Direction::both));
  EXPECT_FALSE(TcpStream::connect(closed_port()));
  const auto all = lines.take();
  EXPECT_THAT(all, Contains(Shows(R"(^shutdown\(-1, .*\) = -1 (EBADF|WSAENOTSOCK) <)")));
  EXPECT_THAT(all, Contains(Shows(R"(^connect\(\d+, 127\.0\.0\.1:1, 16\) = -1 (WSA)?ECONNREFUSED <)")));
}

TEST(Trace, shows_at_most_32_bytes_of_data_and_escapes_them) {
  auto [client, server] = tcp_pair();
  Lines lines;
  ASSERT_TRUE(client.write_all(bytes_of("\r\n\x01\"\\"), soon()));
  ASSERT_TRUE(client.write_all(bytes_of(std::string(33, 'x')), soon()));
  const auto all = lines.take();
  EXPECT_THAT(all, Contains(HasSubstr(R"("\r\n\x01\"\\", 5)")));
  EXPECT_THAT(all, Contains(HasSubstr('"' + std::string(32, 'x') + "\"..., 33")));
}

TEST(Trace, shows_datagrams_with_their_addresses) {
  auto udp = UdpSocket::bind(any_port(Family::ipv6)).value();
  const auto address = udp.local_address().value();
  Lines lines;
  ASSERT_TRUE(udp.send_to(bytes_of("ping"), address));
  std::array<std::byte, 100> buffer;
  SocketAddress from;
  ASSERT_TRUE(udp.receive_from(buffer, from));
  const auto all = lines.take();
  EXPECT_THAT(all,
              Contains(Shows(R"(^sendto\(\d+, "ping", 4, .*, )" + escaped(address.to_string()) + R"(, 28\) = 4)")));
  EXPECT_THAT(all, Contains(Shows(R"(^recvfrom\(\d+, "ping", 100, .*, )" + escaped(address.to_string()) +
                                  R"(, \[28\]\) = 4)")));
}

TEST(Trace, shows_a_refused_connection_and_why) {
  Lines lines;
  EXPECT_FALSE(TcpStream::connect(closed_port(), soon()));
  const auto all = lines.take();
  for (const auto& wanted : {
           R"(^(socket|WSASocketW)\(AF_INET, SOCK_STREAM.*\) = \d+ <)",
           R"(^connect\(\d+, 127\.0\.0\.1:1, 16\) = -1 (EINPROGRESS|WSAEWOULDBLOCK) <)",
           R"(^(poll\(\[\{fd=\d+, events=POLLOUT, |select\(0, NULL, \[.*\], \[.*\], ).*\) = 1 <)",
           R"(^getsockopt\(\d+, SOL_SOCKET, SO_ERROR, \[(111|10061)\], \[4\]\) = 0 <)",
           R"(^close(socket)?\(\d+\) = 0 <)",
       }) {
    EXPECT_THAT(all, Contains(Shows(wanted)));
  }
}

TEST(Trace, shows_what_a_poller_waits_for) {
  auto [client, server] = tcp_pair();
  auto poller = Poller::create(Backend::poll).value();
  ASSERT_TRUE(poller.add(server.socket(), Interest::both, 1));
  Lines lines;
  ASSERT_TRUE(poller.wait(soon()));
  EXPECT_THAT(lines.take(), Contains(Shows(R"(^(WSAP|p)oll\(\[.*\{fd=\d+, events=POLL\w+\|POLL\w+, )"
                                           R"(revents=POLL(OUT|WRNORM)\}\], \d, \d+\) = 1 <)")));
}

TEST(Trace, says_nothing_while_it_is_off) {
  auto [client, server] = tcp_pair();
  EXPECT_FALSE(tracing());
  const auto before = traced_calls();
  ASSERT_TRUE(client.write_all(bytes_of("x")));
  EXPECT_EQ(traced_calls(), before);
  Lines lines;
  EXPECT_TRUE(tracing());
  ASSERT_TRUE(client.write_all(bytes_of("x")));
  EXPECT_EQ(traced_calls(), before + 1);
  EXPECT_EQ(lines.take().size(), 1u);
}

TEST(Trace, hides_the_data_of_the_thread_that_asks_for_it) {
  auto pair = tcp_pair();
  auto& client = pair.client;
  Lines lines;
  {
    const HideTracedData hidden;
    ASSERT_TRUE(client.write_all(bytes_of("PASS secret\r\n"), soon()));
    EXPECT_EQ(read_text(pair.server, 13), "PASS secret\r\n");
    const std::array<std::span<const std::byte>, 1> buffers{bytes_of("secret")};
    ASSERT_TRUE(client.write_vector(buffers, soon()));
    std::thread other{[&] { EXPECT_TRUE(pair.server.write_all(bytes_of("open"), soon())); }};
    other.join();
  }
  ASSERT_TRUE(client.write_all(bytes_of("in the clear"), soon()));
  const auto all = lines.take();
  EXPECT_THAT(all, Each(Not(HasSubstr("secret"))));
  EXPECT_THAT(all, Contains(HasSubstr("\"****\", 13")));
  EXPECT_THAT(all, Contains(HasSubstr("\"open\"")));
  EXPECT_THAT(all, Contains(HasSubstr("\"in the clear\"")));
}

TEST(Trace, a_sink_that_fails_does_not_change_the_error_of_the_call) {  // row 45 of the pitfalls
  class Clumsy final : public TraceSink {
   public:
    void line(std::string_view) noexcept override {
      auto* file = std::fopen("/no/such/folder/file", "rb");
      EXPECT_EQ(file, nullptr);
      errno = EDOM;
    }
  } sink;
  trace_to(&sink);
  const auto refused = TcpStream::connect(closed_port()).error();
  auto [client, server] = tcp_pair();
  std::array<std::byte, 1> buffer;
  const auto nothing = server.try_read_some(buffer).error();
  trace_to(nullptr);
  EXPECT_EQ(refused, std::errc::connection_refused);
  EXPECT_TRUE(would_block(nothing)) << nothing.message();
}

TEST(Trace, each_line_of_each_thread_is_whole) {
  Lines lines;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([] {
      for (int i = 0; i < 50; ++i) {
        const auto udp = UdpSocket::bind(any_port()).value();
        EXPECT_TRUE(udp.local_address());
      }
    });
  }
  for (auto& thread : threads) thread.join();
  const auto all = lines.take();
  EXPECT_GE(all.size(), 4u * 50 * 4);
  EXPECT_THAT(all, Each(Shows(R"(^\w+\([^()]*\) = \d+ <\d+\.\d{6}>$)")));
}

TEST(Trace, explains_every_call_that_it_shows) {
  Lines lines{Explain::yes};
  auto [client, server] = tcp_pair();
  const auto poller = Poller::create().value();
  static_cast<void>(reverse_lookup(closed_port()));
  const auto all = lines.take();
  EXPECT_THAT(all, Each(Shows(R"(^\w+\(.*>\n    # .*(\([2378]\)|MSDN))")));
}

TEST(Trace, has_no_sentence_for_what_is_no_call) {
  EXPECT_EQ(explain_call("no_such_call"), "");
  EXPECT_EQ(explain_call(""), "");
  EXPECT_NE(explain_call("connect"), "");
  EXPECT_NE(explain_call("write"), "");
  EXPECT_NE(explain_call("WSARecv"), "");
}
