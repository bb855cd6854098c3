#include <gtest/gtest.h>

#include <filesystem>

#include "tests/support/process.hpp"
#include "tests/support/real_server.hpp"
#include "tests/support/scripted_server.hpp"
#include "tests/support/temp_folder.hpp"

namespace plainsock::test {
namespace {

std::string printed(const std::filesystem::path& path) { return path.string(); }

class FtpGet : public testing::Test {
 protected:
  bool folder_is_empty() const { return std::filesystem::is_empty(folder_.path()); }

  TempFolder folder_;
  std::filesystem::path out_ = folder_ / "out";
};

TEST_F(FtpGet, brings_64_mebibytes_exactly_from_a_real_server) {
  const RealServer server{"vsftpd"};
  const auto content = test_bytes(64 * 1024 * 1024);
  write_file(server.pub() / "f.bin", content);
  const auto done = run({"ftp", "get", server.url() + "f.bin", "-o", printed(out_)});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(done.out, "");
  EXPECT_TRUE(read_file(out_) == content);
}

TEST_F(FtpGet, exits_78_for_a_missing_file_and_leaves_none) {
  const RealServer server{"pure-ftpd"};
  const auto done = run({"ftp", "get", server.url() + "missing", "-o", printed(out_)});
  EXPECT_EQ(done.exit_code, 78);
  EXPECT_TRUE(done.err.starts_with("plainsock: RETR missing: 550 ")) << done.err;
  EXPECT_TRUE(folder_is_empty());
}

TEST_F(FtpGet, exits_67_when_the_login_is_refused) {
  const RealServer server{"vsftpd"};
  const auto address = server.address().to_string();
  const auto done = run({"ftp", "get", "ftp://ftplab:wrong@" + address + "/f", "-o", printed(out_)});
  EXPECT_EQ(done.exit_code, 67);
  EXPECT_EQ(done.err.find("wrong"), std::string::npos) << done.err;
  EXPECT_TRUE(folder_is_empty());
}

TEST_F(FtpGet, names_operation_address_and_cause_when_nobody_listens) {
  const auto done = run({"ftp", "get", "ftp://127.0.0.1:1/f", "-o", printed(out_)});
  EXPECT_EQ(done.exit_code, 1);
  EXPECT_TRUE(done.err.starts_with("plainsock: connect 127.0.0.1:1: ")) << done.err;
  EXPECT_EQ(std::count(done.err.begin(), done.err.end(), '\n'), 1);
  EXPECT_TRUE(folder_is_empty());
}

TEST_F(FtpGet, exits_28_when_a_reply_does_not_come_in_time) {
  const ScriptedServer server{"RETR silence", "content"};
  const auto done = run({"--timeout", "0.5", "ftp", "get", server.url() + "f", "-o", printed(out_)});
  EXPECT_EQ(done.exit_code, 28);
  EXPECT_EQ(done.err, "plainsock: RETR f: no reply within 0.5 s\n");
  EXPECT_TRUE(folder_is_empty());
}

TEST_F(FtpGet, exits_5_when_the_data_are_cut_short) {
  const ScriptedServer server{"RETR send 150 go | data 3 | end | send 226 done", "content"};
  const auto done = run({"ftp", "get", server.url() + "f", "-o", printed(out_)});
  EXPECT_EQ(done.exit_code, 5) << done.err;
  EXPECT_TRUE(folder_is_empty());
}

// Pure-FTPd has read what comes in one segment with RETR; later it would answer 500 in the middle of the transfer.
TEST_F(FtpGet, asks_pure_ftpd_for_the_next_file_in_the_segment_of_retr) {
  const ScriptedServer server{"greeting send 220 Welcome to Pure-FTPd", "content"};
  const auto done =
      run({"--trace", "ftp", "get", server.url() + "a", server.url() + "b", "-o", printed(folder_.path()) + "/"});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_NE(done.err.find(R"("RETR a\r\nSIZE b\r\nEPSV\r\n")"), std::string::npos) << done.err;
  EXPECT_EQ(read_file(folder_ / "b"), "content");
}

TEST_F(FtpGet, by_mget_of_the_shell_asks_for_the_next_file_too_unless_somebody_is_to_be_asked_first) {
  const ScriptedServer server{"greeting send 220 Welcome to Pure-FTPd", "content"};
  const std::string_view segment = R"("RETR a\r\nSIZE b\r\nEPSV\r\n")";
  const auto done = run({"--trace", "ftp", "shell", server.url()}, "mget a b\n", {.folder = folder_.path()});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_NE(done.err.find(segment), std::string::npos) << done.err;
  EXPECT_EQ(read_file(folder_ / "b"), "content");
  const auto asked =
      run({"--trace", "ftp", "shell", server.url()}, "prompt\nmget a b\ny\ny\n", {.folder = folder_.path()});
  EXPECT_EQ(asked.exit_code, 0) << asked.err;
  EXPECT_EQ(asked.err.find(segment), std::string::npos) << asked.err;
}

TEST_F(FtpGet, tries_again_when_the_segment_of_retr_was_cut_in_two) {
  const ScriptedServer server{
      "greeting send 220 Welcome to Pure-FTPd\n"
      "RETR send 150 go | data 3 | send 500 Unknown command | rest | end | send 226 done\n"
      "RETR send 150 go | data | end | send 226 done",
      "content"};
  const auto done =
      run({"ftp", "get", server.url() + "a", server.url() + "b", "-o", printed(folder_.path()) + "/"});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(server.commands("RETR").size(), 3U);
  EXPECT_EQ(read_file(folder_ / "a"), "content");
}

TEST_F(FtpGet, takes_the_name_from_the_url_and_the_folder_from_the_option) {
  const ScriptedServer server{"", "content"};
  const auto done = run({"ftp", "get", server.url() + "a/f.txt", "-o", printed(folder_.path()) + "/"});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(read_file(folder_ / "f.txt"), "content");
}

TEST_F(FtpGet, writes_to_stdout_and_converts_line_ends_when_asked) {
  const ScriptedServer server{"", "one\r\ntwo\rthree\r\n"};
  const auto done = run({"ftp", "get", "--ascii", server.url() + "f", "-o", "-"});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(done.raw_out, "one\ntwo\rthree\n");
  EXPECT_EQ(server.commands("TYPE"), std::vector<std::string>{"TYPE A"});
}

TEST_F(FtpGet, goes_on_with_the_other_files_and_exits_4_when_one_is_missing) {
  const ScriptedServer server{"RETR send 550 no\nRETR send 150 go | data | end | send 226 done", "content"};
  const auto done =
      run({"ftp", "get", server.url() + "a", server.url() + "b", "-o", printed(folder_.path()) + "/"});
  EXPECT_EQ(done.exit_code, 4);
  EXPECT_EQ(done.err, "plainsock: RETR a: 550 no\n");
  EXPECT_EQ(read_file(folder_ / "b"), "content");
  EXPECT_EQ(server.connections(), 1U);
}

TEST_F(FtpGet, shows_the_dialogue_without_the_password) {
  const ScriptedServer server{"", "content"};
  const auto url = "ftp://me:secret@" + server.address().to_string() + "/f";
  const auto done = run({"--trace", "ftp", "get", "-v", url, "-o", printed(out_)});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_NE(done.err.find("> PASS ****\n"), std::string::npos) << done.err;
  EXPECT_NE(done.err.find("< 226 done\n"), std::string::npos) << done.err;
  EXPECT_EQ(done.err.find("secret"), std::string::npos) << done.err;
}

TEST_F(FtpGet, lists_a_directory_as_the_server_does) {
  const RealServer server{"proftpd"};
  write_file(server.pub() / "f.bin", "content");
  const auto done = run({"ftp", "ls", "--raw", server.url()});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_TRUE(done.out.ends_with(" f.bin\n")) << done.out;
}

}  // namespace
}  // namespace plainsock::test
