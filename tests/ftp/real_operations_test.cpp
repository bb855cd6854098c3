// Every operation of `plainsock ftp`, against four real servers, over IPv4 and IPv6.
#include <gtest/gtest.h>

#include <tuple>

#include "plainsock/local_file.hpp"
#include "tests/support/process.hpp"
#include "tests/support/real_server.hpp"
#include "tests/support/temp_folder.hpp"

namespace plainsock::test {
namespace {

namespace fs = std::filesystem;

std::size_t count_of(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator{folder}, {}));
}

std::chrono::sys_seconds modified_time_of(const fs::path& file) {
  return LocalFile::open(file).value().modified().value();
}

class FtpOperations : public testing::TestWithParam<std::tuple<const char*, Family>> {
 protected:
  bool ipv4() const { return std::get<Family>(GetParam()) == Family::ipv4; }
  std::string local(const std::string& name) const { return (folder_ / name).string(); }

  // Runs `plainsock ftp`, which has to end with this status.
  Finished ftp(std::vector<std::string> arguments, int status = 0, std::string_view input = {}) {
    arguments.insert(arguments.begin(), "ftp");
    auto done = run(arguments, input);
    std::string words;
    for (const auto& word : arguments) words += word + ' ';
    EXPECT_EQ(done.exit_code, status) << words << '\n' << done.err;
    return done;
  }
  // A file for anonymous users.
  void publish(const std::string& name, std::string_view content) { write_file(server_.pub() / name, content); }
  std::string fetched(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"get", "-o", local("out")});
    ftp(arguments);
    return read_file(folder_ / "out");
  }

  RealServer server_{std::get<0>(GetParam()), std::get<Family>(GetParam())};
  std::string url_ = server_.url();
  std::string home_ = server_.home_url();
  TempFolder folder_;
};

TEST_P(FtpOperations, download) {
  const auto content = test_bytes(3'000'000);
  publish("f.bin", content), publish("g.bin", "short"), publish("empty", ""), publish("t.txt", "one\ntwo\n");
  EXPECT_TRUE(fetched({url_ + "f.bin"}) == content);
  EXPECT_TRUE(fetched({url_ + "f.bin", "--active"}) == content);
  if (ipv4()) {
    EXPECT_TRUE(fetched({url_ + "f.bin", "--no-epsv"}) == content);
  }
  if (ipv4()) {
    EXPECT_TRUE(fetched({url_ + "f.bin", "--active", "--no-eprt"}) == content);
  }
  EXPECT_EQ(fetched({url_ + "empty"}), "");
  EXPECT_EQ(fetched({url_ + "t.txt", "--ascii"}), "one\ntwo\n");
  EXPECT_EQ(fetched({url_ + "f.bin", "--range", "1000000-1000009"}), content.substr(1'000'000, 10));
  EXPECT_EQ(fetched({url_ + "f.bin", "--range", "2999990-"}), content.substr(2'999'990));
  EXPECT_EQ(fetched({url_ + "f.bin", "--range", "-7"}), content.substr(2'999'993));
  EXPECT_EQ(ftp({"get", url_ + "t.txt", "-o", "-"}).raw_out, "one\ntwo\n");
  ftp({"get", url_ + "*.bin", "-o", local("many/")}, 4);  // there is no such folder
  fs::create_directory(folder_ / "many");
  ftp({"get", url_ + "*.bin", "-o", local("many/")});
  EXPECT_EQ(count_of(folder_ / "many"), 2U);
  EXPECT_TRUE(read_file(folder_ / "many" / "f.bin") == content);
  ftp({"get", url_ + "missing", url_ + "g.bin", "-o", local("many/")}, 4);
  ftp({"get", url_ + "missing", "-o", local("x")}, 78);
}

TEST_P(FtpOperations, download_again) {
  const auto content = test_bytes(1'000'000);
  publish("f.bin", content);
  write_file(folder_ / "out", content.substr(0, 600'000));
  EXPECT_TRUE(fetched({url_ + "f.bin", "--resume"}) == content);
  EXPECT_TRUE(fetched({url_ + "f.bin", "--resume"}) == content);
  write_file(folder_ / "out", "other");
  ftp({"get", "-o", local("out"), url_ + "f.bin", "--resume"}, 5);
  EXPECT_EQ(fetched({url_ + "f.bin", "--overwrite", "never"}), "other");
  EXPECT_EQ(fetched({url_ + "f.bin", "--overwrite", "newer"}), "other");
  EXPECT_TRUE(fetched({url_ + "f.bin", "--preserve"}) == content);
  const auto there = modified_time_of(server_.pub() / "f.bin");
  EXPECT_EQ(modified_time_of(folder_ / "out"), there);
}

TEST_P(FtpOperations, upload) {
  const auto content = test_bytes(3'000'000);
  write_file(folder_ / "f.bin", content), write_file(folder_ / "t.txt", "one\ntwo\n"),
      write_file(folder_ / "e", "");
  ftp({"put", local("f.bin"), local("e"), home_});
  EXPECT_TRUE(read_file(server_.home() / "f.bin") == content);
  EXPECT_EQ(read_file(server_.home() / "e"), "");
  ftp({"put", local("t.txt"), home_ + "t", "--ascii"});
  EXPECT_EQ(read_file(server_.home() / "t"), "one\ntwo\n");
  ftp({"put", local("t.txt"), home_ + "t", "--append", "--active"});
  EXPECT_EQ(read_file(server_.home() / "t"), "one\ntwo\none\ntwo\n");
  ftp({"put", "-", home_ + "s"}, 0, "from stdin");
  EXPECT_EQ(read_file(server_.home() / "s"), "from stdin");
  ftp({"put", local("f.bin"), home_ + "a/b/", "--mkdirs", "--atomic", "--preserve"});
  EXPECT_TRUE(read_file(server_.home() / "a" / "b" / "f.bin") == content);
  EXPECT_EQ(count_of(server_.home() / "a" / "b"), 1U);
  EXPECT_EQ(modified_time_of(server_.home() / "a" / "b" / "f.bin"), modified_time_of(folder_ / "f.bin"));
  ftp({"quote", home_, "MKD u"});
  const auto name = ftp({"put", local("t.txt"), home_ + "u/", "--unique"}).out;
  EXPECT_EQ(count_of(server_.home() / "u") + count_of(server_.home()), 1U + 6U) << name;
  EXPECT_NE(name, "");
  EXPECT_NE(run({"ftp", "put", local("t.txt"), home_ + "missing/"}).exit_code, 0);
}

TEST_P(FtpOperations, upload_again) {
  const auto content = test_bytes(1'000'000);
  write_file(folder_ / "f", content);
  write_file(server_.home() / "good", content.substr(0, 600'000));
  write_file(server_.home() / "bad", "other");
  server_.own();
  ftp({"put", local("f"), home_ + "good", "--resume"});
  EXPECT_TRUE(read_file(server_.home() / "good") == content);
  ftp({"put", local("f"), home_ + "good", "--resume"});
  ftp({"put", local("f"), home_ + "bad", "--resume"}, 5);
  EXPECT_EQ(read_file(server_.home() / "bad"), "other");
  ftp({"put", local("f"), home_ + "bad"});
  EXPECT_TRUE(read_file(server_.home() / "bad") == content);
}

TEST_P(FtpOperations, look) {
  publish("a b", "1234567"), fs::create_directory(server_.pub() / "d"), publish("d/inside", "");
  EXPECT_EQ(ftp({"ls", url_, "--names"}).out.find("a b\n"), 0U);
  EXPECT_NE(ftp({"ls", url_, "--raw"}).out.find("a b\n"), std::string::npos);
  EXPECT_TRUE(ftp({"ls", url_ + "d/"}).out.ends_with("  inside\n"));
  EXPECT_EQ(ftp({"ls", url_ + "d/", "--active", "--names"}).out, "inside\n");
  const auto all = ftp({"ls", url_, "--json"}).out;
  EXPECT_NE(all.find(R"({"name":"a b","type":"file","size":7,)"), std::string::npos) << all;
  EXPECT_NE(all.find(R"({"name":"d","type":"directory")"), std::string::npos) << all;
  EXPECT_EQ(ftp({"stat", url_ + "a%20b"}).out.find("type\tfile\nsize\t7\nmodified\t2"), 0U);
  EXPECT_EQ(ftp({"stat", url_ + "d"}).out.find("type\tdirectory\n"), 0U);
  const auto one = ftp({"stat", url_ + "a%20b", "--json"}).out;
  EXPECT_NE(one.find(R"("type":"file","size":7,)"), std::string::npos) << one;
  ftp({"stat", url_ + "missing"}, 78);
  ftp({"ls", url_ + "missing/"}, 78);
  EXPECT_NE(ftp({"features", url_}).out.find("MDTM"), std::string::npos);
  EXPECT_EQ(ftp({"quote", url_, "NOOP"}).out.substr(0, 3), "200");
  ftp({"quote", url_, "NOOP", "NONSENSE"}, 1);
}

TEST_P(FtpOperations, change) {
  write_file(server_.home() / "f", "content");
  server_.own();
  ftp({"mkdir", home_ + "a/b", "--parents"});
  ftp({"mkdir", home_ + "c"});
  ftp({"mv", home_ + "f", "a/b/g h"});
  EXPECT_EQ(read_file(server_.home() / "a" / "b" / "g h"), "content");
  ftp({"touch", home_ + "a/b/g%20h", "2026-01-02T03:04:05Z"});
  EXPECT_EQ(modified_time_of(server_.home() / "a" / "b" / "g h"),
            std::chrono::sys_days{std::chrono::year{2026} / 1 / 2} + std::chrono::seconds{3 * 3600 + 4 * 60 + 5});
  ftp({"chmod", "600", home_ + "a/b/g%20h"});
  ftp({"rm", home_ + "a/b/g%20h"});
  ftp({"rmdir", home_ + "a/b", home_ + "a", home_ + "c"});
  EXPECT_EQ(count_of(server_.home()), 0U);
  ftp({"rm", home_ + "missing"}, 78);
  ftp({"mkdir", home_ + "x"});
  ftp({"mkdir", home_ + "x"}, 78);
}

TEST_P(FtpOperations, mirror) {
  fs::create_directories(folder_ / "t" / "deep" / "er");
  for (int i = 0; i < 20; ++i)
    write_file(folder_ / "t" / std::to_string(i), test_bytes(4096, static_cast<unsigned>(i)));
  write_file(folder_ / "t" / "deep" / "er" / "f", "content");
  ftp({"mirror", "--upload", home_ + "t", local("t"), "--parallel", "3"});
  EXPECT_EQ(read_file(server_.home() / "t" / "deep" / "er" / "f"), "content");
  ftp({"mirror", home_ + "t", local("back"), "--parallel", "3"});
  for (int i = 0; i < 20; ++i)
    EXPECT_EQ(read_file(folder_ / "back" / std::to_string(i)), test_bytes(4096, static_cast<unsigned>(i)));
  EXPECT_EQ(read_file(folder_ / "back" / "deep" / "er" / "f"), "content");
  const auto again = ftp({"mirror", home_ + "t", local("back")}).err;
  EXPECT_NE(again.find("plainsock: 0 files, 0 bytes; 21 unchanged"), std::string::npos) << again;
  write_file(server_.home() / "t" / "3", test_bytes(4096, 33));  // of the same size
  ftp({"touch", home_ + "t/3", "2030-01-01T00:00:00Z"});
  ftp({"mirror", home_ + "t", local("back"), "--newer"});
  EXPECT_EQ(read_file(folder_ / "back" / "3"), test_bytes(4096, 33));
  write_file(folder_ / "back" / "extra", "extra");
  EXPECT_NE(ftp({"mirror", home_ + "t", local("back"), "--delete", "--dry-run"}).out.find("remove\t"),
            std::string::npos);
  EXPECT_TRUE(exists(folder_ / "back" / "extra"));
  ftp({"mirror", home_ + "t", local("back"), "--delete"});
  EXPECT_FALSE(exists(folder_ / "back" / "extra"));
  fs::remove_all(folder_ / "t" / "deep");
  ftp({"mirror", "--upload", "--delete", home_ + "t", local("t")});
  EXPECT_FALSE(exists(server_.home() / "t" / "deep"));
}

// Under Wine all of them are half of the whole run; two servers, one of each family, are what it is asked for
// there.
std::vector<std::tuple<const char*, Family>> servers_here() {
  if (under_wine()) return {{"vsftpd", Family::ipv4}, {"pyftpdlib", Family::ipv6}};
  std::vector<std::tuple<const char*, Family>> all;
  for (const auto* server : {"vsftpd", "pure-ftpd", "proftpd", "pyftpdlib"})
    for (const auto family : {Family::ipv4, Family::ipv6}) all.emplace_back(server, family);
  return all;
}

INSTANTIATE_TEST_SUITE_P(, FtpOperations, testing::ValuesIn(servers_here()), [](const auto& server) {
  std::string name{std::get<0>(server.param)};
  std::erase(name, '-');
  return name + (std::get<1>(server.param) == Family::ipv4 ? "_ipv4" : "_ipv6");
});

}  // namespace
}  // namespace plainsock::test
