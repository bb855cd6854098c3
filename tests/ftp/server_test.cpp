// The server's words, one client at a time.
#include "plainsock/ftp/server.hpp"

#include "tests/ftp/server_lab.hpp"

namespace plainsock::test {
namespace {

using ftp::ServerOptions;

TEST(Server, wants_a_login_first) {
  const ServerLab lab;
  RawClient client{lab.address()};
  EXPECT_EQ(client.reply().code, 220);
  for (const auto* command : {"PWD", "CWD /", "LIST", "RETR x", "PASV", "EPSV", "TYPE I", "SIZE x", "REST 1"})
    EXPECT_EQ(client.code(command), 530) << command;
  EXPECT_EQ(client.code("FEAT"), 211);
  EXPECT_EQ(client.code("SYST"), 215);
  EXPECT_EQ(client.code("NOOP"), 200);
  EXPECT_EQ(client.code("PASS x"), 503);
  EXPECT_EQ(client.code("USER"), 501);
  EXPECT_EQ(client.code("QUIT"), 221);
  EXPECT_TRUE(client.ends());
}

TEST(Server, lets_only_anonymous_in_without_a_user_and_hangs_up_after_three_wrong_logins) {
  const ServerLab lab;
  RawClient client{lab.address()};
  client.reply();
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(client.code("USER bob"), 331);
    EXPECT_EQ(client.code("PASS secret"), 530);
  }
  EXPECT_TRUE(client.ends());
  RawClient other{lab.address()};
  other.log_in();
}

TEST(Server, lets_only_its_user_in_when_it_has_one) {
  ServerOptions options;
  options.user = ftp::ServerUser{"bob", "secret"};
  const ServerLab lab{options};
  RawClient client{lab.address()};
  client.reply();
  client.code("USER anonymous");
  EXPECT_EQ(client.code("PASS guest@"), 530);
  client.code("USER bob");
  EXPECT_EQ(client.code("PASS secre"), 530);
  client.code("USER bob");
  EXPECT_EQ(client.code("PASS secret"), 230);
}

TEST(Server, walks_through_directories) {
  const ServerLab lab;
  std::filesystem::create_directories(lab / "a/b");
  write_file(lab / "f", "x");
  RawClient client{lab.address()};
  client.log_in();
  EXPECT_EQ(client.say("PWD").text(), "\"/\" is the current directory.");
  EXPECT_EQ(client.code("CWD a/b"), 250);
  EXPECT_EQ(client.say("PWD").text(), "\"/a/b\" is the current directory.");
  EXPECT_EQ(client.code("CWD .."), 250);
  EXPECT_EQ(client.code("CDUP"), 250);
  EXPECT_EQ(client.code("CDUP"), 250);
  EXPECT_EQ(client.say("PWD").text(), "\"/\" is the current directory.");
  EXPECT_EQ(client.code("CWD missing"), 550);
  EXPECT_EQ(client.code("CWD f"), 550);
}

TEST(Server, answers_what_clients_ask_about_it) {
  const ServerLab lab;
  RawClient client{lab.address()};
  client.log_in();
  EXPECT_EQ(client.say("SYST").text(), "UNIX Type: L8");
  EXPECT_NE(client.say("FEAT").text().find("\n REST STREAM\n"), std::string::npos);
  EXPECT_EQ(client.code("TYPE A N"), 200);
  EXPECT_EQ(client.code("TYPE E"), 504);
  EXPECT_EQ(client.code("MODE S"), 200);
  EXPECT_EQ(client.code("MODE B"), 504);
  EXPECT_EQ(client.code("STRU F"), 200);
  EXPECT_EQ(client.code("STRU R"), 504);
  EXPECT_EQ(client.code("STAT"), 211);
  EXPECT_EQ(client.code("HELP"), 214);
  EXPECT_EQ(client.code("OPTS UTF8 ON"), 200);
  EXPECT_EQ(client.code("XYZZY"), 500);
  EXPECT_EQ(client.code(""), 500);
  EXPECT_EQ(client.code(std::string(5000, 'x')), 500);
  EXPECT_EQ(client.code(std::string("RETR a\rb")), 501);
}

TEST(Server, tells_size_and_time_of_a_file) {
  const ServerLab lab;
  write_file(lab / "f", std::string(1000, 'x'));
  std::filesystem::create_directory(lab / "d");
  RawClient client{lab.address()};
  client.log_in();
  EXPECT_EQ(client.say("SIZE f").text(), "1000");
  EXPECT_EQ(client.code("SIZE d"), 550);
  EXPECT_EQ(client.code("SIZE missing"), 550);
  EXPECT_EQ(client.say("MDTM f").text().size(), 14U);
  EXPECT_EQ(client.code("MDTM missing"), 550);
  client.code("TYPE A");
  EXPECT_EQ(client.code("SIZE f"), 550);
}

TEST(Server, sends_a_file_byte_by_byte_through_epsv_and_pasv) {
  const ServerLab lab;
  const auto content = test_bytes(3'000'001);
  write_file(lab / "f.bin", content);
  RawClient client{lab.address()};
  client.log_in();
  EXPECT_EQ(client.fetch("RETR f.bin"), content);
  auto data = client.open_data("PASV");
  EXPECT_EQ(client.say("RETR f.bin").text(), "Opening BINARY mode data connection for f.bin (3000001 bytes).");
  EXPECT_EQ(read_to_end(data), content);
  EXPECT_EQ(client.reply().code, 226);
}

TEST(Server, restarts_where_it_is_told_and_only_once) {
  const ServerLab lab;
  write_file(lab / "f", "0123456789");
  RawClient client{lab.address()};
  client.log_in();
  EXPECT_EQ(client.code("REST 7"), 350);
  EXPECT_EQ(client.fetch("RETR f"), "789");
  EXPECT_EQ(client.fetch("RETR f"), "0123456789");
  client.code("REST 10");
  EXPECT_EQ(client.fetch("RETR f"), "");
  client.code("REST 11");
  EXPECT_EQ(client.refusal("RETR f"), 554);
  EXPECT_EQ(client.code("REST -1"), 501);
  EXPECT_EQ(client.code("REST 99999999999999999999999"), 501);
  client.code("TYPE A");
  EXPECT_EQ(client.code("REST 1"), 501);
}

TEST(Server, converts_line_ends_in_type_a) {
  const ServerLab lab;
  std::string lines, network;
  for (int i = 0; i < 100'000; ++i) {
    lines += std::to_string(i) + '\n';
    network += std::to_string(i) + "\r\n";
  }
  write_file(lab / "f.txt", lines);
  RawClient client{lab.address()};
  client.log_in();
  client.code("TYPE A");
  EXPECT_EQ(client.fetch("RETR f.txt"), network);
}

TEST(Server, lists_names_and_lines_of_a_directory_a_file_and_a_pattern) {
  const ServerLab lab;
  std::filesystem::create_directory(lab / "d");
  write_file(lab / "a.txt", "12345");
  write_file(lab / "d/b c.txt", "1");
  RawClient client{lab.address()};
  client.log_in();
  EXPECT_EQ(client.fetch("NLST"), "a.txt\r\nd\r\n");
  EXPECT_EQ(client.fetch("NLST d"), "d/b c.txt\r\n");
  EXPECT_EQ(client.fetch("NLST *.txt"), "a.txt\r\n");
  EXPECT_EQ(client.fetch("NLST d/b*"), "d/b c.txt\r\n");
  EXPECT_EQ(client.fetch("NLST a.txt"), "a.txt\r\n");
  // The permissions are the file system's: Windows has no groups.
  EXPECT_EQ(client.fetch("LIST").substr(10, 36), "   1 ftp      ftp                 5 ");
  EXPECT_EQ(client.fetch("LIST -la d"), client.fetch("LIST d"));
  EXPECT_EQ(client.refusal("LIST missing"), 550);
  EXPECT_EQ(client.refusal("NLST *.zip"), 550);
}

TEST(Server, refuses_a_transfer_that_cannot_be) {
  const ServerLab lab;
  std::filesystem::create_directory(lab / "d");
  RawClient client{lab.address()};
  client.log_in();
  EXPECT_EQ(client.code("RETR"), 501);
  EXPECT_EQ(client.code("RETR missing"), 550);
  EXPECT_EQ(client.code("RETR d"), 550);
  EXPECT_EQ(client.code("LIST"), 425);
  EXPECT_EQ(client.code("ABOR"), 225);
}

TEST(Server, answers_epsv_by_the_rules_of_rfc_2428) {
  const ServerLab lab;
  RawClient client{lab.address()};
  client.log_in();
  EXPECT_EQ(client.code("EPSV 1"), 229);
  EXPECT_EQ(client.code("EPSV 2"), 522);
  EXPECT_EQ(client.code("EPSV ALL"), 200);
  EXPECT_EQ(client.code("PASV"), 501);
  EXPECT_EQ(client.code("EPSV"), 229);
}

TEST(Server, serves_ipv6_where_pasv_has_no_meaning) {
  ServerOptions options;
  options.address = SocketAddress{IpAddress::loopback(Family::ipv6), 0};
  const ServerLab lab{options};
  write_file(lab / "f", "six");
  RawClient client{lab.address()};
  client.log_in();
  EXPECT_EQ(client.code("PASV"), 522);
  EXPECT_EQ(client.code("EPSV 1"), 522);
  EXPECT_EQ(client.fetch("RETR f"), "six");
}

TEST(Server, waits_for_the_data_connection_before_it_says_150) {
  const ServerLab lab;
  write_file(lab / "f", "late");
  RawClient client{lab.address()};
  client.log_in();
  const auto address = ftp::data_address(client.say("EPSV"));
  client.send("RETR f\r\n");
  auto data = TcpStream::connect({lab.address().ip(), address->port}, soon()).value();
  EXPECT_EQ(client.reply().code, 150);
  EXPECT_EQ(read_to_end(data), "late");
  EXPECT_EQ(client.reply().code, 226);
}

TEST(Server, answers_commands_that_came_ahead_in_their_order_and_after_the_transfer) {
  const ServerLab lab;
  write_file(lab / "f", "x");
  RawClient client{lab.address()};
  client.log_in();
  auto data = client.open_data();
  client.send("RETR f\r\nEPSV\r\nNOOP\r\nPWD\r\nQUIT\r\nNOOP\r\n");
  for (const int expected : {150, 226, 229, 200, 257, 221}) EXPECT_EQ(client.reply().code, expected);
  EXPECT_TRUE(client.ends());
}

TEST(Server, aborts_a_transfer_in_progress) {
  const ServerLab lab;
  write_file(lab / "big", test_bytes(32 << 20));
  RawClient client{lab.address()};
  client.log_in();
  auto data = client.open_data();
  EXPECT_EQ(client.code("RETR big"), 150);
  EXPECT_EQ(client
                .say("\xff\xf4\xff\xf2"
                     "ABOR")
                .code,
            426);
  EXPECT_EQ(client.reply().code, 226);
  EXPECT_EQ(client.code("NOOP"), 200);
}

TEST(Server, notices_that_the_client_has_closed_the_data_connection) {
  const ServerLab lab;
  write_file(lab / "big", test_bytes(32 << 20));
  RawClient client{lab.address()};
  client.log_in();
  auto data = client.open_data();
  EXPECT_EQ(client.code("RETR big"), 150);
  EXPECT_TRUE(data.close());
  EXPECT_EQ(client.reply().code, 426);
  EXPECT_EQ(client.code("NOOP"), 200);
}

}  // namespace
}  // namespace plainsock::test
