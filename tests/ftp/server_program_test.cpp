// plainsock ftpd, the program: its options.
#include "tests/ftp/ftpd.hpp"

namespace plainsock::test {
namespace {

TEST(FtpdProgram, says_first_where_it_listens_and_serves_until_ctrl_c) {
  Ftpd server;
  write_file(server / "f", "x");
  EXPECT_TRUE(server.address().ip().is_loopback());
  RawClient client{server.address()};
  client.log_in();
  EXPECT_EQ(client.fetch("NLST"), "f\r\n");
  EXPECT_EQ(client.code("DELE f"), 550);
  server.process().interrupt();
  EXPECT_EQ(client.reply().code, 421);
  EXPECT_EQ(server.process().finish().exit_code, 130);
}

TEST(FtpdProgram, serves_the_current_folder_when_none_is_named) {
  const TempFolder folder;
  write_file(folder / "f", "x");
  Process server{{"ftpd", "--port", "0"}, {.folder = folder.path()}};
  RawClient client{SocketAddress::parse(server.read_line().substr(10)).value()};
  EXPECT_EQ(client.log_in().fetch("NLST"), "f\r\n");
}

TEST(FtpdProgram, serves_one_user_by_a_password_file_and_hides_the_password_in_the_trace) {
  const TempFolder folder;
  write_file(folder / "password", "pass word\nsecond line\n");
  Ftpd server{{"--trace", "--writable", "--user", "bob", "--password-file", (folder / "password").string()}};
  RawClient client{server.address()};
  client.reply();
  client.code("USER bob");
  EXPECT_EQ(client.code("PASS pass word"), 230);
  EXPECT_EQ(client.code("MKD d"), 257);
  server.process().interrupt();
  const auto finished = server.process().finish();
  EXPECT_NE(finished.err.find("accept"), std::string::npos);
  EXPECT_EQ(finished.err.find("pass word"), std::string::npos);
}

TEST(FtpdProgram, takes_the_password_from_stdin_too) {
  const TempFolder folder;
  Process server{{"ftpd", folder.path().generic_string(), "--port", "0", "--user", "bob", "--password-file", "-"}};
  server.write("secret\n");
  RawClient client{SocketAddress::parse(server.read_line().substr(10)).value()};
  client.reply();
  client.code("USER bob");
  EXPECT_EQ(client.code("PASS secret"), 230);
}

TEST(FtpdProgram, keeps_to_its_range_of_passive_ports_and_its_number_of_clients) {
  Ftpd server{{"--passive-ports", "50000-50999", "--max-clients", "1"}};
  RawClient client{server.address()};
  client.log_in();
  for (int i = 0; i < 5; ++i) {
    const auto address = ftp::data_address(client.say("EPSV"));
    EXPECT_TRUE(address && address->port >= 50000 && address->port <= 50999);
  }
  RawClient other{server.address()};
  EXPECT_EQ(other.reply().code, 421);
}

TEST(FtpdProgram, listens_where_it_is_told) {
  for (const auto& options : {std::vector<std::string>{"--bind", "::1"}, std::vector<std::string>{"-6"}}) {
    Ftpd server{options};
    EXPECT_TRUE(server.url().starts_with("ftp://[::1]:")) << server.url();
    EXPECT_EQ(RawClient{server.address()}.reply().code, 220);
  }
}

TEST(FtpdProgram, refuses_what_makes_no_sense_by_one_line) {
  const auto refused = [](std::vector<std::string> options, int status) {
    options.insert(options.begin(), "ftpd");
    const auto finished = run(options);
    EXPECT_EQ(finished.exit_code, status) << options.back();
    EXPECT_TRUE(finished.err.starts_with("plainsock: ")) << finished.err;
    EXPECT_EQ(std::count(finished.err.begin(), finished.err.end(), '\n'), 1) << finished.err;
    EXPECT_EQ(finished.out, "");
  };
  refused({".", "--bind", "localhost"}, 2);
  refused({".", "--port", "70000"}, 2);
  refused({".", "--max-clients", "0"}, 2);
  refused({".", "--user", "bob"}, 2);
  refused({".", "--password-file", "p"}, 2);
  for (const auto* ports : {"5", "5-", "-5", "9-8", "0-9", "5-70000", "a-b", "5-6-7"})
    refused({".", std::string("--passive-ports=") + ports}, 2);
  refused({"no-such-folder", "--port", "0"}, 1);
  refused({".", "--port", "0", "--user", "bob", "--password-file", "no-such-file"}, 1);
  const TempFolder folder;
  write_file(folder / "empty", "\n");
  refused({".", "--port", "0", "--user", "bob", "--password-file", (folder / "empty").string()}, 1);
}

TEST(FtpdProgram, says_when_the_address_is_taken) {
  const Ftpd server;
  const auto second = run({"ftpd", ".", "--port", server.port()});
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_TRUE(second.err.starts_with("plainsock: listen " + server.address().to_string() + ": ")) << second.err;
}

}  // namespace
}  // namespace plainsock::test
