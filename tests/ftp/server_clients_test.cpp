// The clients that people have, against the server: each gets, puts, lists, resumes, renames and deletes what it
// can.
#include "tests/ftp/server_lab.hpp"
#include "tests/support/process.hpp"

namespace plainsock::test {
namespace {

ftp::ServerOptions writable() {
  ftp::ServerOptions options;
  options.access = ftp::Access::writable;
  return options;
}

class ServerClients : public testing::Test {
 protected:
  ServerClients() {
    write_file(here_ / "up.bin", content_);
    write_file(here_ / "part.bin", content_.substr(0, 70'000));
    write_file(lab_ / "part.bin", content_);
  }

  std::string run(const std::vector<std::string>& words, std::string_view input = {}) const {
    const auto finished = run_command(words, input, {.environment = {"HOME=" + home()}, .folder = here_.path()});
    EXPECT_EQ(finished.exit_code, 0) << words.front() << ": " << finished.err << finished.out;
    return finished.out;
  }
  std::string home() const { return here_.path().generic_string(); }
  std::string host() const { return "127.0.0.1"; }
  std::string port() const { return std::to_string(lab_.address().port()); }

  void expect_whole(std::string_view name) const { EXPECT_TRUE(read_file(here_ / name) == content_) << name; }
  void expect_uploaded() const { EXPECT_TRUE(read_file(lab_ / "up.bin") == content_); }
  bool server_has(std::string_view name) const { return std::filesystem::exists(lab_ / name); }

  const std::string content_ = test_bytes(300'001);
  const TempFolder here_;
  const ServerLab lab_{writable()};
};

TEST_F(ServerClients, curl) {
  run({"curl", "-sS", "-T", "up.bin", lab_.url()});
  expect_uploaded();
  EXPECT_NE(run({"curl", "-sS", lab_.url()}).find(" up.bin\n"), std::string::npos);
  EXPECT_EQ(run({"curl", "-sS", "-l", lab_.url()}), "part.bin\nup.bin\n");
  run({"curl", "-sS", "-o", "down.bin", lab_.url() + "up.bin"});
  expect_whole("down.bin");
  run({"curl", "-sS", "-C", "-", "-O", lab_.url() + "part.bin"});
  expect_whole("part.bin");
  run({"curl", "-sS", "-P", "-", "-o", "active.bin", lab_.url() + "up.bin"});
  expect_whole("active.bin");
  run({"curl", "-sS", "-Q", "RNFR up.bin", "-Q", "RNTO new.bin", "-o", "list", lab_.url()});
  EXPECT_TRUE(server_has("new.bin") && !server_has("up.bin"));
  run({"curl", "-sS", "-Q", "DELE new.bin", "-o", "list", lab_.url()});
  EXPECT_FALSE(server_has("new.bin"));
}

TEST_F(ServerClients, lftp) {
  const auto out = run({"lftp", "-c",
                        "set cmd:fail-exit yes; open " + lab_.url() +
                            "; mkdir d; put up.bin; cls -1; get up.bin -o down.bin; get -c part.bin; "
                            "mv up.bin d/new.bin; rm d/new.bin; rmdir d"});
  EXPECT_EQ(out.substr(0, 7), "mkdir o");
  EXPECT_NE(out.find("\nd/\npart.bin\nup.bin\n"), std::string::npos) << out;
  expect_whole("down.bin");
  expect_whole("part.bin");
  EXPECT_FALSE(server_has("up.bin") || server_has("d"));
}

TEST_F(ServerClients, wget) {
  run({"wget", "-q", "-c", lab_.url() + "part.bin"});
  expect_whole("part.bin");
  run({"wget", "-q", "-O", "down.bin", lab_.url() + "part.bin"});
  expect_whole("down.bin");
  run({"wget", "-q", "-O", "active.bin", "--no-passive-ftp", lab_.url() + "part.bin"});
  expect_whole("active.bin");
  run({"wget", "-q", lab_.url()});
  EXPECT_NE(read_file(here_ / "index.html").find("part.bin"), std::string::npos);
}

TEST_F(ServerClients, ncftp) {
  run({"ncftpput", "-P", port(), host(), "/", "up.bin"});
  expect_uploaded();
  EXPECT_EQ(run({"ncftpls", "-1", "-P", port(), "ftp://" + host() + "/"}), "part.bin\nup.bin\n");
  run({"ncftpget", "-P", port(), "-C", host(), "up.bin", "down.bin"});
  expect_whole("down.bin");
  run({"ncftpget", "-P", port(), "-A", host(), ".", "/part.bin"});
  run({"ncftpput", "-P", port(), "-W", "RNFR up.bin", "-W", "RNTO new.bin", host(), "/", "part.bin"});
  EXPECT_TRUE(server_has("new.bin") && !server_has("up.bin"));
  run({"ncftpput", "-P", port(), "-W", "DELE new.bin", host(), "/", "part.bin"});
  EXPECT_FALSE(server_has("new.bin"));
}

TEST_F(ServerClients, tnftp) {
  const auto out = run({"tnftp", "-n", "-i", "-V"},
                       "open " + host() + " " + port() +
                           "\nuser anonymous guest@\nbinary\nput up.bin\nls\nget up.bin down.bin\nreget part.bin\n"
                           "rename up.bin new.bin\nls new.bin\ndelete new.bin\nquit\n");
  EXPECT_NE(out.find(" up.bin\n"), std::string::npos) << out;
  EXPECT_NE(out.find(" new.bin\n"), std::string::npos) << out;
  expect_whole("down.bin");
  expect_whole("part.bin");
  EXPECT_FALSE(server_has("up.bin") || server_has("new.bin"));
}

TEST_F(ServerClients, python_ftplib) {
  const std::string script = R"(
import ftplib, sys
ftp = ftplib.FTP()
ftp.connect(sys.argv[1], int(sys.argv[2]))
ftp.login()
ftp.storbinary('STOR up.bin', open('up.bin', 'rb'))
print(sorted(ftp.nlst()), ftp.size('up.bin'), sorted(name for name, facts in ftp.mlsd()))
ftp.retrbinary('RETR up.bin', open('down.bin', 'wb').write)
have = open('part.bin', 'ab')
ftp.retrbinary('RETR part.bin', have.write, rest=70000)
have.close()
ftp.mkd('d')
ftp.rename('up.bin', 'd/new.bin')
ftp.cwd('d')
print(ftp.pwd(), ftp.nlst())
ftp.delete('new.bin')
ftp.cwd('..')
ftp.rmd('d')
print(ftp.quit())
)";
  EXPECT_EQ(run({"/usr/bin/python3", "-c", script, host(), port()}),
            "['part.bin', 'up.bin'] 300001 ['part.bin', 'up.bin']\n/d ['new.bin']\n221 Goodbye.\n");
  expect_whole("down.bin");
  expect_whole("part.bin");
  EXPECT_FALSE(server_has("up.bin") || server_has("d"));
}

}  // namespace
}  // namespace plainsock::test
