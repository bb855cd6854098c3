// When the server starts, waits, gives up and ends.
#include "plainsock/ftp/server.hpp"

#include <memory>

#include "plainsock/tcp_listener.hpp"
#include "tests/ftp/server_lab.hpp"

namespace plainsock::test {
namespace {

using namespace std::chrono_literals;
using ftp::ServerOptions;

TEST(ServerLimits, says_where_it_listens_and_a_second_one_cannot_listen_there) {
  const ServerLab lab;
  ServerOptions options;
  options.root = lab.root().path();
  options.address = lab.address();
  EXPECT_NE(lab.address().port(), 0);
  EXPECT_THROW(ftp::Server{options}, std::system_error);
  options.root = lab / "missing";
  EXPECT_THROW(ftp::Server{options}, std::system_error);
}

TEST(ServerLimits, stopped_before_it_runs_does_not_run) {
  const TempFolder root;
  ServerOptions options;
  options.root = root.path();
  options.address = SocketAddress{IpAddress::loopback(Family::ipv4), 0};
  ftp::Server server{options};
  server.stop();
  server.run();
}

TEST(ServerLimits, gives_up_waiting_for_a_data_connection) {
  ServerOptions options;
  options.data_wait = 20ms;
  const ServerLab lab{options};
  write_file(lab / "f", "x");
  RawClient client{lab.address()};
  client.log_in();
  EXPECT_EQ(client.code("EPSV"), 229);
  EXPECT_EQ(client.code("RETR f"), 425);
  EXPECT_EQ(client.code("NOOP"), 200);
}

TEST(ServerLimits, sends_idle_clients_away) {
  ServerOptions options;
  options.idle = 50ms;
  const ServerLab lab{options};
  RawClient client{lab.address()};
  EXPECT_EQ(client.reply().code, 220);
  EXPECT_EQ(client.reply().code, 421);
  EXPECT_TRUE(client.ends());
}

TEST(ServerLimits, ends_a_transfer_that_stands_still_and_goes_on) {
  ServerOptions options;
  options.idle = 200ms;
  const ServerLab lab{options};
  write_file(lab / "big", test_bytes(32 << 20));
  RawClient client{lab.address()};
  client.log_in();
  const auto data = client.open_data();
  EXPECT_EQ(client.code("RETR big"), 150);
  EXPECT_EQ(client.reply().code, 426);
}

TEST(ServerLimits, answers_all_that_was_said_before_the_client_half_closed) {
  const ServerLab lab;
  RawClient client{lab.address()};
  client.send("USER anonymous\r\nPASS x\r\nPWD\r\n");
  EXPECT_TRUE(client.control().shutdown(Direction::write));
  for (const int expected : {220, 331, 230, 257}) EXPECT_EQ(client.reply().code, expected);
  EXPECT_TRUE(client.ends());
}

TEST(ServerLimits, turns_away_one_client_too_many) {
  ServerOptions options;
  options.max_clients = 1;
  const ServerLab lab{options};
  RawClient first{lab.address()};
  EXPECT_EQ(first.reply().code, 220);
  RawClient second{lab.address()};
  EXPECT_EQ(second.reply().code, 421);
  EXPECT_TRUE(second.ends());
  EXPECT_EQ(first.code("QUIT"), 221);
}

TEST(ServerLimits, takes_passive_ports_from_its_range_and_says_when_there_is_none_left) {
  const auto probe = TcpListener::bind({IpAddress::loopback(Family::ipv4), 0}).value();
  ServerOptions options;
  const auto taken = probe.local_address().value().port();
  options.passive_ports = ftp::PortRange{taken, taken};
  const ServerLab lab{options};
  RawClient client{lab.address()};
  client.log_in();
  EXPECT_EQ(client.code("EPSV"), 425);
}

TEST(ServerLimits, says_goodbye_when_it_is_stopped) {
  auto lab = std::make_unique<ServerLab>();
  RawClient client{lab->address()};
  EXPECT_EQ(client.reply().code, 220);
  lab.reset();
  EXPECT_EQ(client.reply().code, 421);
  EXPECT_TRUE(client.ends());
}

TEST(ServerLimits, serves_many_clients_at_once_while_one_reads_nothing) {
  const ServerLab lab;
  const auto content = test_bytes(4 << 20);
  write_file(lab / "f", content);
  RawClient lazy{lab.address()};
  lazy.log_in();
  const auto unread = lazy.open_data();
  EXPECT_EQ(lazy.code("RETR f"), 150);
  for (int i = 0; i < 5; ++i) {
    RawClient client{lab.address()};
    client.log_in();
    EXPECT_EQ(client.fetch("RETR f"), content);
  }
}

}  // namespace
}  // namespace plainsock::test
