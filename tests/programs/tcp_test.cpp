#include <gtest/gtest.h>

#include <regex>

#include "plainsock/bytes.hpp"
#include "plainsock/poller.hpp"
#include "plainsock/tcp_listener.hpp"
#include "tests/support/process.hpp"

namespace plainsock::test {
namespace {

SocketAddress address_of(Process& server) {
  const std::string word = "listening ";
  const auto line = server.read_line();
  EXPECT_EQ(line.substr(0, word.size()), word);
  return SocketAddress::parse(line.substr(word.size())).value();
}

std::string read_to_end(TcpStream& stream) {
  std::string all;
  std::array<std::byte, 4096> room;
  for (;;) {
    const auto read = stream.read_some(room, Deadline::after(patience)).value("read");
    if (read == 0) return all;
    all += text_of(std::span{room}.first(read));
  }
}

class EveryModel : public testing::TestWithParam<const char*> {
 protected:
  Process serve(std::vector<std::string> options = {}) {
    options.insert(options.begin(), {"tcp", "serve", "--port", "0", "--model", GetParam()});
    return Process{options};
  }
};

std::vector<const char*> models() {
  std::vector<const char*> names{"iterative", "threads", "select"};
  if (Poller::create(Backend::poll)) names.push_back("poll");
  if (Poller::create(Backend::epoll)) names.push_back("epoll");
  return names;
}
INSTANTIATE_TEST_SUITE_P(tcp, EveryModel, testing::ValuesIn(models()), [](const auto& one) { return one.param; });

}  // namespace

TEST_P(EveryModel, echoes_until_the_client_ends_and_prints_what_happened) {
  auto server = serve();
  auto client = TcpStream::connect(address_of(server), Deadline::after(patience)).value();
  const auto peer = client.local_address().value().to_string();
  ASSERT_TRUE(client.write_all(bytes_of("hello\x1b")));
  ASSERT_TRUE(client.shutdown(Direction::write));
  EXPECT_EQ(read_to_end(client), "hello\x1b");
  EXPECT_EQ(server.read_line(), "connected " + peer);
  EXPECT_EQ(server.read_line(), "received 6 bytes from " + peer + ": hello\\x1b");
  EXPECT_EQ(server.read_line(), "closed " + peer);
}

TEST_P(EveryModel, answers_the_first_message_and_closes_while_more_is_sent) {
  auto server = serve({"--reply", "that is all"});
  auto client = TcpStream::connect(address_of(server), Deadline::after(patience)).value();
  ASSERT_TRUE(client.write_all(bytes_of(std::string(300'000, 'x')), Deadline::after(patience)));
  EXPECT_EQ(read_to_end(client), "that is all");
}

TEST_P(EveryModel, serves_one_client_after_the_other) {
  auto server = serve({"--max-clients", "1"});
  const auto address = address_of(server);
  for (int i = 0; i < 3; ++i) {
    auto client = TcpStream::connect(address, Deadline::after(patience)).value();
    ASSERT_TRUE(client.write_all(bytes_of("again")));
    ASSERT_TRUE(client.shutdown(Direction::write));
    EXPECT_EQ(read_to_end(client), "again");
  }
}

TEST_P(EveryModel, ends_at_the_end_of_its_input_also_while_a_client_says_nothing) {
  auto server = serve();
  const auto client = TcpStream::connect(address_of(server), Deadline::after(patience)).value();
  EXPECT_EQ(server.read_line().substr(0, 9), "connected");
  EXPECT_EQ(server.finish().exit_code, 0);
}

TEST_P(EveryModel, ends_with_130_at_an_interrupt) {
  auto server = serve();
  const auto client = TcpStream::connect(address_of(server), Deadline::after(patience)).value();
  EXPECT_EQ(server.read_line().substr(0, 9), "connected");
  server.interrupt();
  EXPECT_EQ(server.finish().exit_code, 130);
}

TEST(TcpSend, tells_a_closed_port_as_refused) {
  auto listener = TcpListener::bind({IpAddress::loopback(Family::ipv4), 0}).value();
  const auto address = listener.local_address().value();
  ASSERT_TRUE(listener.socket().close());
  const auto sent = run({"tcp", "send", "127.0.0.1", std::to_string(address.port()), "hello"});
  EXPECT_EQ(sent.exit_code, 1);
  EXPECT_EQ(sent.err.substr(0, sent.err.find(": C")), "plainsock: connect " + address.to_string());
  EXPECT_NE(sent.err.find("refused"), std::string::npos);
}

TEST(TcpSend, carries_a_long_stdin_there_and_back) {
  Process server{{"tcp", "serve", "--port", "0", "--quiet"}};
  const std::string text(3'000'000, 'x');
  const auto sent = run({"tcp", "send", "127.0.0.1", std::to_string(address_of(server).port())}, text);
  EXPECT_EQ(sent.exit_code, 0) << sent.err;
  EXPECT_TRUE(sent.raw_out == text);
}

TEST(TcpSend, ends_with_28_when_the_other_side_says_nothing) {
  auto listener = TcpListener::bind({IpAddress::loopback(Family::ipv4), 0}).value();
  const auto port = std::to_string(listener.local_address().value().port());
  EXPECT_EQ(run({"--timeout", "0.2", "tcp", "send", "127.0.0.1", port, "hello"}).exit_code, 28);
}

TEST(TcpSend, shows_no_control_characters_to_a_terminal) {
  Process server{{"tcp", "serve", "--port", "0", "--reply", "red \x1b[31m"}};
  const auto port = std::to_string(address_of(server).port());
  const auto sent = run({"tcp", "send", "127.0.0.1", port, "hello"}, {}, {.at_terminal = true});
  EXPECT_EQ(sent.out.find("\x1b[31m"), std::string::npos) << sent.out;
  // Wine's console moves the cursor around each letter.
  const std::regex cursor{"\x1b\\[[?0-9;]*[A-Za-z]"};
  EXPECT_NE(std::regex_replace(sent.out, cursor, "").find("\\x1b[31m"), std::string::npos) << sent.out;
}

}  // namespace plainsock::test
