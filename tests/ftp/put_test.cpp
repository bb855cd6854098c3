#include <gtest/gtest.h>

#include "plainsock/ftp/upload.hpp"
#include "tests/support/process.hpp"
#include "tests/support/real_server.hpp"
#include "tests/support/scripted_server.hpp"
#include "tests/support/temp_folder.hpp"

namespace plainsock::test {
namespace {

class FtpPut : public testing::Test {
 protected:
  Finished put(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"ftp", "put"});
    return run(arguments);
  }
  std::string file(const std::string& content) {
    write_file(folder_ / "local.txt", content);
    return (folder_ / "local.txt").string();
  }
  TempFolder folder_;
};

TEST_F(FtpPut, stores_a_file_under_its_own_name_in_a_real_server) {
  const RealServer server{"pure-ftpd"};
  const auto content = test_bytes(5'000'000);
  const auto done = put({file(content), server.home_url()});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_TRUE(read_file(server.home() / "local.txt") == content);
}

TEST_F(FtpPut, stores_atomically_and_makes_directories_and_keeps_the_time) {
  const RealServer server{"proftpd"};
  const auto done = put({"--atomic", "--mkdirs", "--preserve", file("content"), server.home_url() + "a/b/"});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(read_file(server.home() / "a" / "b" / "local.txt"), "content");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator{server.home() / "a" / "b"}, {}), 1);
}

TEST_F(FtpPut, continues_what_the_server_has_and_refuses_what_is_no_beginning) {
  RealServer server{"vsftpd"};
  const auto content = test_bytes(400'000);
  const auto local = file(content);
  write_file(server.home() / "good", content.substr(0, 300'000));
  write_file(server.home() / "bad", std::string(300'000, 'x'));
  server.own();
  EXPECT_EQ(put({"--resume", local, server.home_url() + "good"}).exit_code, 0);
  EXPECT_TRUE(read_file(server.home() / "good") == content);
  EXPECT_EQ(put({"--resume", local, server.home_url() + "bad"}).exit_code, 5);
  EXPECT_EQ(read_file(server.home() / "bad"), std::string(300'000, 'x'));
}

// pyftpdlib may never notice an upload whose end was there before it looked.
TEST_F(FtpPut, ends_the_data_after_the_server_has_begun) {
  const ScriptedServer server{"SIZE send 213 7\nSTOR expect-open | send 150 go | receive | send 226 done"};
  const auto done = put({file("content"), server.url() + "f"});
  EXPECT_EQ(done.exit_code, 0) << done.err;
}

TEST_F(FtpPut, ends_the_data_of_a_server_that_never_says_that_it_begins) {
  const ScriptedServer server{"SIZE send 213 7\nSTOR receive | send 226 done"};
  const auto done = put({file("content"), server.url() + "f"});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(server.uploaded(), "content");
}

TEST_F(FtpPut, takes_stdin_and_converts_line_ends_when_asked) {
  const ScriptedServer server{""};
  const auto done = run({"ftp", "put", "--ascii", "-", server.url() + "f"}, "one\ntwo\n");
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(server.uploaded(), "one\r\ntwo\r\n");
}

TEST_F(FtpPut, prints_the_name_that_the_server_chose) {
  const ScriptedServer server{"SIZE send 502 no"};
  const auto done = put({"--unique", file("content"), server.url() + "f"});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(done.out, "unique.1\n");
}

TEST_F(FtpPut, appends) {
  const ScriptedServer server{""};
  EXPECT_EQ(put({"--append", file("content"), server.url() + "f"}).exit_code, 0);
  EXPECT_EQ(server.commands("APPE"), std::vector<std::string>{"APPE f"});
}

TEST_F(FtpPut, exits_5_when_the_server_has_another_size_afterwards) {
  const ScriptedServer server{"SIZE send 213 3"};
  const auto done = put({file("content"), server.url() + "f"});
  EXPECT_EQ(done.exit_code, 5);
  EXPECT_EQ(done.err, "plainsock: STOR f: the server has 3 of 7 bytes\n");
}

TEST_F(FtpPut, fails_when_the_disk_of_the_server_is_full_in_the_middle) {
  const ScriptedServer server{"STOR send 150 go | drop | send 552 disk full"};
  const auto done = put({file(test_bytes(5'000'000)), server.url() + "f"});
  EXPECT_EQ(done.exit_code, 1);
  EXPECT_EQ(done.err, "plainsock: STOR f: 552 disk full\n");
}

TEST_F(FtpPut, refuses_what_is_no_regular_file) {
  const ScriptedServer server{""};
  EXPECT_EQ(put({folder_.path().string(), server.url() + "f"}).exit_code, 1);
  EXPECT_TRUE(server.commands("STOR").empty());
}

}  // namespace
}  // namespace plainsock::test
