#include "tests/support/real_server.hpp"

#include <gtest/gtest.h>

#include "plainsock/bytes.hpp"
#include "plainsock/tcp_stream.hpp"
#include "tests/support/temp_folder.hpp"

namespace plainsock::test {
namespace {

// What the server says when one connects, up to the end of the line; nothing when it says nothing.
std::string greeting(const RealServer& server, std::chrono::milliseconds limit = std::chrono::seconds{20}) {
  auto stream = TcpStream::connect(server.address(), Deadline::after(limit));
  std::array<std::byte, 512> buffer;
  if (!stream) return "";
  const auto bytes = stream->read_some(buffer, Deadline::after(limit));
  return bytes ? std::string{text_of(std::span{buffer}.first(*bytes))} : "";
}

class RealServers : public testing::TestWithParam<const char*> {};

TEST_P(RealServers, answer_on_a_port_of_their_own_as_often_as_they_are_started) {
  const RealServer one{GetParam()};
  const RealServer other{GetParam()};
  EXPECT_NE(one.port(), other.port());
  EXPECT_EQ(greeting(one).substr(0, 3), "220");
  EXPECT_EQ(greeting(other).substr(0, 3), "220");
}

TEST_P(RealServers, answer_on_the_loopback_of_ipv6) {
  const RealServer server{GetParam(), Family::ipv6};
  EXPECT_EQ(server.url().substr(0, 12), "ftp://[::1]:");
  EXPECT_EQ(greeting(server).substr(0, 3), "220");
}

TEST_P(RealServers, fall_silent_when_frozen_and_go_on_when_thawed) {
  RealServer server{GetParam()};
  server.freeze();
  EXPECT_EQ(greeting(server, std::chrono::milliseconds{100}), "");
  server.thaw();
  EXPECT_EQ(greeting(server).substr(0, 3), "220");
}

TEST_P(RealServers, leave_neither_a_listener_nor_files_when_they_are_stopped) {
  RealServer server{GetParam()};
  write_file(server.pub() / "file", "content");
  write_file(server.home() / "file", "content");
  server.own();
  server.stop();
  EXPECT_FALSE(TcpStream::connect(server.address(), Deadline::after(std::chrono::seconds{20})));
  EXPECT_FALSE(exists(server.pub()));
  EXPECT_FALSE(exists(server.home()));
}

INSTANTIATE_TEST_SUITE_P(, RealServers, testing::Values("vsftpd", "pure-ftpd", "proftpd", "pyftpdlib"),
                         [](const auto& server) {
                           std::string name{server.param};
                           std::erase(name, '-');
                           return name;
                         });

}  // namespace
}  // namespace plainsock::test
