// plainsock ftpd, the program.
#include "tests/ftp/server_lab.hpp"
#include "tests/support/process.hpp"

namespace plainsock::test {
namespace {

SocketAddress listening(Process& server) {
  const auto line = server.read_line();
  EXPECT_EQ(line.substr(0, 10), "listening ");
  return SocketAddress::parse(line.substr(10)).value("the address of the server");
}

TEST(Ftpd, says_first_where_it_listens_and_serves_until_ctrl_c) {
  const TempFolder root;
  write_file(root / "f", "x");
  Process server{{"ftpd", root.path().generic_string(), "--port", "0"}};
  const auto address = listening(server);
  EXPECT_TRUE(address.ip().is_loopback());
  RawClient client{address};
  client.log_in();
  EXPECT_EQ(client.fetch("NLST"), "f\r\n");
  EXPECT_EQ(client.code("DELE f"), 550);
  server.interrupt();
  EXPECT_EQ(client.reply().code, 421);
  EXPECT_EQ(server.finish().exit_code, 130);
}

TEST(Ftpd, serves_one_user_by_a_password_file_and_hides_the_password_in_the_trace) {
  const TempFolder folder;
  write_file(folder / "password", "pass word\nsecond line\n");
  std::filesystem::create_directory(folder / "root");
  Process server{{"--trace", "ftpd", "root", "--port", "0", "--writable", "--user", "bob", "--password-file",
                  "password", "--passive-ports", "1-65535"},
                 {.environment = {}, .folder = folder.path()}};
  RawClient client{listening(server)};
  client.reply();
  client.code("USER bob");
  EXPECT_EQ(client.code("PASS pass word"), 230);
  EXPECT_EQ(client.code("MKD d"), 257);
  server.interrupt();
  const auto finished = server.finish();
  EXPECT_NE(finished.err.find("accept"), std::string::npos);
  EXPECT_EQ(finished.err.find("pass word"), std::string::npos);
}

TEST(Ftpd, refuses_what_makes_no_sense_by_one_line) {
  EXPECT_EQ(run({"ftpd", ".", "--bind", "localhost"}).exit_code, 2);
  EXPECT_EQ(run({"ftpd", ".", "--port", "70000"}).exit_code, 2);
  EXPECT_EQ(run({"ftpd", ".", "--user", "bob"}).exit_code, 2);
  for (const auto* ports : {"5", "5-", "-5", "9-8", "0-9", "5-70000", "a-b"})
    EXPECT_EQ(run({"ftpd", ".", std::string("--passive-ports=") + ports}).exit_code, 2) << ports;
  const auto missing = run({"ftpd", "no-such-folder", "--port", "0"});
  EXPECT_EQ(missing.exit_code, 1);
  EXPECT_EQ(missing.err.substr(0, 11), "plainsock: ");
  EXPECT_EQ(std::count(missing.err.begin(), missing.err.end(), '\n'), 1);
  EXPECT_EQ(run({"ftpd", ".", "--port", "0", "--user", "bob", "--password-file", "no-such-file"}).exit_code, 1);
}

}  // namespace
}  // namespace plainsock::test
