// A server of ours in a thread of the test, and a client that speaks to it line by line.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <thread>

#include "plainsock/bytes.hpp"
#include "plainsock/ftp/data_address.hpp"
#include "plainsock/ftp/reply_parser.hpp"
#include "plainsock/ftp/server.hpp"
#include "plainsock/tcp_stream.hpp"
#include "tests/support/temp_folder.hpp"

namespace plainsock::test {

inline Deadline soon() { return Deadline::after(std::chrono::seconds{60}); }

class ServerLab {
 public:
  explicit ServerLab(ftp::ServerOptions options = {}) : server_(on_this(std::move(options))) {}
  ~ServerLab() {
    server_.stop();
    thread_.join();
  }

  const TempFolder& root() const { return root_; }
  std::filesystem::path operator/(std::string_view name) const { return root_ / name; }
  SocketAddress address() const { return server_.address(); }
  std::string url() const { return "ftp://" + address().to_string() + "/"; }

 private:
  ftp::ServerOptions on_this(ftp::ServerOptions options) {
    options.root = root_.path();
    options.address = SocketAddress{options.address.ip(), 0};
    return options;
  }

  TempFolder root_;
  ftp::Server server_;
  std::thread thread_{[this] { server_.run(); }};
};

inline std::string read_to_end(TcpStream& stream) {
  std::string all;
  std::vector<std::byte> block(65536);
  for (;;) {
    const auto count = stream.read_some(block, soon()).value("read data");
    if (count == 0) return all;
    all += text_of(std::span{block}.first(count));
  }
}

class RawClient {
 public:
  explicit RawClient(const SocketAddress& server) : server_(server), control_(connect(server)) {}

  void send(std::string_view bytes) {
    if (const auto sent = control_.write_all(bytes_of(bytes), soon()); !sent) throw std::system_error(sent.error);
  }
  ftp::Reply reply() {
    for (;;) {
      if (auto reply = parser_.next()) return *reply;
      std::array<std::byte, 4096> bytes;
      const auto count = control_.read_some(bytes, soon()).value("read a reply");
      if (count == 0) throw std::runtime_error("the server closed the control connection");
      parser_.feed(text_of(std::span{bytes}.first(count)));
    }
  }
  ftp::Reply say(std::string_view command) {
    send(std::string(command) + "\r\n");
    return reply();
  }
  int code(std::string_view command) { return say(command).code; }
  // Waits for the end of the control connection; what came before it is dropped.
  bool ends() {
    std::array<std::byte, 4096> bytes;
    for (;;) {
      const auto count = control_.read_some(bytes, soon());
      if (!count || *count == 0) return count || count.error() != std::errc::timed_out;
    }
  }

  RawClient& log_in() {
    EXPECT_EQ(reply().code, 220);
    EXPECT_EQ(code("USER anonymous"), 331);
    EXPECT_EQ(code("PASS guest@"), 230);
    EXPECT_EQ(code("TYPE I"), 200);
    return *this;
  }
  TcpStream open_data(std::string_view command = "EPSV") {
    const auto address = ftp::data_address(say(command));
    if (!address) throw std::runtime_error("no address in the reply to " + std::string(command));
    return connect({server_.ip(), address->port});
  }
  // The data that a command brings; 150 and 226 must surround it.
  std::string fetch(std::string_view command) {
    auto data = open_data();
    EXPECT_EQ(code(command), 150) << command;
    auto all = read_to_end(data);
    EXPECT_EQ(reply().code, 226) << command;
    return all;
  }
  // The answer to a command that should bring data and does not.
  int refusal(std::string_view command) {
    const auto data = open_data();
    return code(command);
  }

  TcpStream& control() { return control_; }

 private:
  static TcpStream connect(const SocketAddress& to) { return TcpStream::connect(to, soon()).value("connect"); }

  SocketAddress server_;
  TcpStream control_;
  ftp::ReplyParser parser_;
};

}  // namespace plainsock::test
