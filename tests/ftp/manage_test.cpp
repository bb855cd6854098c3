#include <gtest/gtest.h>

#include "tests/support/process.hpp"
#include "tests/support/real_server.hpp"
#include "tests/support/scripted_server.hpp"
#include "tests/support/temp_folder.hpp"

namespace plainsock::test {
namespace {

class FtpManage : public testing::TestWithParam<const char*> {
 protected:
  int ftp(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "ftp");
    last_ = run(arguments);
    return last_.exit_code;
  }
  RealServer server_{GetParam()};
  Finished last_;
};

TEST_P(FtpManage, makes_renames_looks_at_and_removes_what_is_at_a_real_server) {
  const auto url = server_.home_url();
  write_file(server_.home() / "f", "content");
  server_.own();
  EXPECT_EQ(ftp({"mkdir", "--parents", url + "a/b"}), 0) << last_.err;
  EXPECT_EQ(ftp({"mv", url + "f", "a/b/g h"}), 0) << last_.err;
  EXPECT_EQ(read_file(server_.home() / "a" / "b" / "g h"), "content");
  EXPECT_EQ(ftp({"stat", url + "a/b/g%20h"}), 0) << last_.err;
  EXPECT_TRUE(last_.out.starts_with("type\tfile\nsize\t7\nmodified\t")) << last_.out;
  EXPECT_EQ(ftp({"ls", url + "a/b"}), 0) << last_.err;
  EXPECT_TRUE(last_.out.ends_with("  g h\n")) << last_.out;
  EXPECT_EQ(ftp({"touch", url + "a/b/g%20h", "2026-01-02T03:04:05Z"}), 0) << last_.err;
  EXPECT_EQ(ftp({"chmod", "600", url + "a/b/g%20h"}), 0) << last_.err;
  EXPECT_EQ(ftp({"rm", url + "a/b/g%20h"}), 0) << last_.err;
  EXPECT_EQ(ftp({"rmdir", url + "a/b", url + "a"}), 0) << last_.err;
  EXPECT_TRUE(std::filesystem::is_empty(server_.home()));
  EXPECT_EQ(ftp({"rm", url + "a"}), 78);
  EXPECT_EQ(ftp({"quote", url, "NOOP", "SITE NONSENSE"}), 1);
  EXPECT_EQ(ftp({"features", url}), 0) << last_.err;
}

INSTANTIATE_TEST_SUITE_P(, FtpManage, testing::Values("vsftpd", "pure-ftpd", "proftpd", "pyftpdlib"),
                         [](const auto& server) {
                           std::string name{server.param};
                           std::erase(name, '-');
                           return name;
                         });

TEST(FtpMirror, makes_a_folder_like_a_tree_and_removes_the_rest) {
  const RealServer server{"vsftpd"};
  std::filesystem::create_directories(server.pub() / "t" / "deep" / "er");
  for (int i = 0; i < 40; ++i)
    write_file(server.pub() / "t" / std::to_string(i), test_bytes(4096, static_cast<unsigned>(i)));
  write_file(server.pub() / "t" / "deep" / "er" / "f", "content");
  const TempFolder folder;
  std::filesystem::create_directories(folder / "t");
  write_file(folder / "t" / "extra", "extra");
  const auto done =
      run({"ftp", "mirror", "--delete", "--parallel", "3", server.url() + "t", (folder / "t").string()});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  for (int i = 0; i < 40; ++i)
    EXPECT_EQ(read_file(folder / "t" / std::to_string(i)), test_bytes(4096, static_cast<unsigned>(i)));
  EXPECT_EQ(read_file(folder / "t" / "deep" / "er" / "f"), "content");
  EXPECT_FALSE(exists(folder / "t" / "extra"));
  const auto again = run({"ftp", "mirror", server.url() + "t", (folder / "t").string()});
  EXPECT_NE(again.err.find("plainsock: 0 files, 0 bytes; 41 unchanged"), std::string::npos) << again.err;
}

TEST(FtpMirror, is_content_with_fewer_connections_where_the_server_bears_no_more) {
  const RealServer server{"vsftpd", Family::ipv4, {"max_clients=1"}};
  for (int i = 0; i < 40; ++i) write_file(server.pub() / std::to_string(i), "content " + std::to_string(i));
  const TempFolder folder;
  const auto done = run({"ftp", "mirror", "--parallel", "3", server.url(), folder.path().string()});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  for (int i = 0; i < 40; ++i) EXPECT_EQ(read_file(folder / std::to_string(i)), "content " + std::to_string(i));
}

TEST(FtpMirror, waits_for_no_connection_that_the_server_does_not_greet) {
  const ScriptedServer server{"greeting send 220 ready\ngreeting silence", std::string(1000, 'x')};
  const TempFolder folder;
  const auto done =
      run({"--timeout", "600", "ftp", "mirror", "--parallel", "3", server.url(), folder.path().string()});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(read_file(folder / "f.bin"), std::string(1000, 'x'));
}

TEST(FtpMirror, makes_a_tree_like_a_folder) {
  const RealServer server{"proftpd"};
  const TempFolder folder;
  std::filesystem::create_directories(folder / "t" / "deep");
  write_file(folder / "t" / "a", "first");
  write_file(folder / "t" / "deep" / "b", "second");
  const auto done = run({"ftp", "mirror", "--upload", server.home_url() + "t", (folder / "t").string()});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(read_file(server.home() / "t" / "a"), "first");
  EXPECT_EQ(read_file(server.home() / "t" / "deep" / "b"), "second");
}

}  // namespace
}  // namespace plainsock::test
