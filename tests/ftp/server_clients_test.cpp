// The clients that people have, against plainsock ftpd: each gets, puts, lists, resumes, renames and deletes. wget
// only reads: it has no command for the others.
#include "tests/ftp/ftpd.hpp"

namespace plainsock::test {
namespace {

class FtpdClients : public testing::Test {
 protected:
  FtpdClients() {
    write_file(here_ / "up.bin", content_);
    write_file(here_ / "part.bin", content_.substr(0, 70'000));
    write_file(server_ / "part.bin", content_);
  }

  // What it prints; it must succeed. Its settings are in its folder, so that nobody's own count.
  std::string run(const std::vector<std::string>& words, std::string_view input = {}) const {
    auto home = here_.path().generic_string();
    if (home.starts_with("Z:")) home.erase(0, 2);  // Wine's name for /
    const auto finished = run_command(words, input, {.environment = {"HOME=" + home}, .folder = here_.path()});
    EXPECT_EQ(finished.exit_code, 0) << words.front() << ": " << finished.err << finished.out;
    return finished.out;
  }

  void expect_whole(std::string_view name) const { EXPECT_TRUE(read_file(here_ / name) == content_) << name; }
  void expect_uploaded(std::string_view name) const { EXPECT_TRUE(read_file(server_ / name) == content_) << name; }

  const std::string content_ = test_bytes(300'001);
  const TempFolder here_;
  Ftpd server_{{"--writable"}};
};

TEST_F(FtpdClients, curl) {
  const auto url = server_.url();
  run({"curl", "-sS", "-T", "up.bin", url});
  expect_uploaded("up.bin");
  EXPECT_NE(run({"curl", "-sS", url}).find(" up.bin\n"), std::string::npos);
  EXPECT_EQ(run({"curl", "-sS", "-l", url}), "part.bin\nup.bin\n");
  run({"curl", "-sS", "-o", "down.bin", url + "up.bin"});
  expect_whole("down.bin");
  run({"curl", "-sS", "-C", "-", "-O", url + "part.bin"});
  expect_whole("part.bin");
  run({"curl", "-sS", "-P", "-", "-o", "active.bin", url + "up.bin"});
  expect_whole("active.bin");
  write_file(server_ / "up.bin", content_.substr(0, 1000));
  run({"curl", "-sS", "-C", "-", "-T", "up.bin", url});
  expect_uploaded("up.bin");
  run({"curl", "-sS", "-Q", "RNFR up.bin", "-Q", "RNTO new.bin", "-o", "list", url});
  EXPECT_TRUE(server_.has("new.bin") && !server_.has("up.bin"));
  run({"curl", "-sS", "-Q", "DELE new.bin", "-o", "list", url});
  EXPECT_FALSE(server_.has("new.bin"));
}

TEST_F(FtpdClients, lftp) {
  const auto out = run({"lftp", "-c",
                        "set cmd:fail-exit yes; open " + server_.url() +
                            "; mkdir -f d; put up.bin; cls -1; get up.bin -o down.bin; get -c part.bin; "
                            "mv up.bin d/new.bin; cls -1 d; rm d/new.bin; rmdir d"});
  EXPECT_NE(out.find("d/\npart.bin\nup.bin\n"), std::string::npos) << out;
  EXPECT_NE(out.find("d/new.bin\n"), std::string::npos) << out;
  expect_whole("down.bin");
  expect_whole("part.bin");
  EXPECT_FALSE(server_.has("up.bin") || server_.has("d"));
}

TEST_F(FtpdClients, wget) {
  const auto url = server_.url();
  run({"wget", "-q", "-c", url + "part.bin"});
  expect_whole("part.bin");
  run({"wget", "-q", "-O", "down.bin", url + "part.bin"});
  expect_whole("down.bin");
  run({"wget", "-q", "-O", "active.bin", "--no-passive-ftp", url + "part.bin"});
  expect_whole("active.bin");
  run({"wget", "-q", url});
  EXPECT_NE(read_file(here_ / "index.html").find(">part.bin</a>  (300001 bytes)"), std::string::npos);
}

// Resumes by itself what is shorter here than there.
TEST_F(FtpdClients, ncftp) {
  const auto out = run({"ncftp"}, "open -P " + server_.port() +
                                      " 127.0.0.1\nput up.bin\nls -1\nget -z up.bin down.bin\nget part.bin\n"
                                      "rename up.bin new.bin\nls -1\nrm new.bin\nquit\n");
  EXPECT_NE(out.find("part.bin\nup.bin\n"), std::string::npos) << out;
  EXPECT_NE(out.find("new.bin\npart.bin\n"), std::string::npos) << out;
  expect_whole("down.bin");
  expect_whole("part.bin");
  EXPECT_FALSE(server_.has("up.bin") || server_.has("new.bin"));
}

TEST_F(FtpdClients, ncftp_by_its_single_commands) {
  run({"ncftpput", "-P", server_.port(), "127.0.0.1", "/", "up.bin"});
  expect_uploaded("up.bin");
  EXPECT_EQ(run({"ncftpls", "-1", "-P", server_.port(), "ftp://127.0.0.1/"}), "part.bin\nup.bin\n");
  run({"ncftpget", "-P", server_.port(), "-C", "127.0.0.1", "up.bin", "down.bin"});
  expect_whole("down.bin");
}

TEST_F(FtpdClients, tnftp) {
  const auto out = run({"tnftp", "-n", "-i", "-V"},
                       "open 127.0.0.1 " + server_.port() +
                           "\nuser anonymous guest@\nbinary\nput up.bin\nls\nget up.bin down.bin\nreget part.bin\n"
                           "rename up.bin new.bin\nls new.bin\ndelete new.bin\nquit\n");
  EXPECT_NE(out.find(" up.bin\n"), std::string::npos) << out;
  EXPECT_NE(out.find(" new.bin\n"), std::string::npos) << out;
  expect_whole("down.bin");
  expect_whole("part.bin");
  EXPECT_FALSE(server_.has("up.bin") || server_.has("new.bin"));
}

TEST_F(FtpdClients, python_ftplib) {
  const std::string script = R"(
import ftplib, sys
ftp = ftplib.FTP()
ftp.connect('127.0.0.1', int(sys.argv[1]))
ftp.login()
ftp.storbinary('STOR up.bin', open('up.bin', 'rb'))
print(sorted(ftp.nlst()), sorted(name for name, facts in ftp.mlsd()))
ftp.voidcmd('TYPE I')
print(ftp.size('up.bin'))
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
  EXPECT_EQ(run({"/usr/bin/python3", "-c", script, server_.port()}),
            "['part.bin', 'up.bin'] ['part.bin', 'up.bin']\n300001\n/d ['new.bin']\n221 Goodbye.\n");
  expect_whole("down.bin");
  expect_whole("part.bin");
  EXPECT_FALSE(server_.has("up.bin") || server_.has("d"));
}

}  // namespace
}  // namespace plainsock::test
