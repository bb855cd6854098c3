// plainsock ftp menu, driven from a pipe.
#include "tests/ftp/server_lab.hpp"
#include "tests/support/process.hpp"

namespace plainsock::test {
namespace {

class FtpMenu : public testing::Test {
 protected:
  FtpMenu() {
    std::filesystem::create_directory(lab_ / "d");
    write_file(lab_ / "d/f.bin", content_);
    write_file(lab_ / "d/f.txt", "one\ntwo\n");
  }
  static ftp::ServerOptions with_user() {
    ftp::ServerOptions options;
    options.user = ftp::ServerUser{"bob", "secret"};
    return options;
  }
  std::string host() const { return lab_.address().to_string(); }
  Finished menu(const std::string& input, const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words{"ftp", "menu"};
    words.insert(words.end(), more.begin(), more.end());
    return run(words, input, {.environment = {}, .folder = here_.path()});
  }
  static std::size_t complaints(const Finished& finished) {
    std::size_t count = 0;
    for (auto at = finished.err.find("plainsock: "); at != std::string::npos;
         at = finished.err.find("plainsock: ", at + 1))
      ++count;
    return count;
  }

  const std::string content_ = test_bytes(200'001);
  const TempFolder here_;
  const ServerLab lab_{with_user()};
};

TEST_F(FtpMenu, lists_changes_directory_and_downloads) {
  const auto finished =
      menu(host() + "\nbob\nsecret\n1\n2\nd\n1\n3\nB\nhere.bin\nf.bin\n3\nA\nhere.txt\nf.txt\nx\n");
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  EXPECT_EQ(complaints(finished), 0U) << finished.err;
  EXPECT_EQ(finished.out.substr(0, finished.out.find('\n')), "plainsock FTP server ready.");
  EXPECT_NE(finished.out.find("\nDirectory: /\n"), std::string::npos) << finished.out;
  EXPECT_NE(finished.out.find("\nDirectory: /d\n"), std::string::npos) << finished.out;
  EXPECT_NE(finished.out.find(" f.bin\n"), std::string::npos) << finished.out;
  EXPECT_TRUE(read_file(here_ / "here.bin") == content_);
  EXPECT_EQ(read_file(here_ / "here.txt"), "one\ntwo\n");
  EXPECT_EQ(finished.out.find("secret"), std::string::npos);
  EXPECT_EQ(finished.err.find("secret"), std::string::npos);
}

TEST_F(FtpMenu, says_one_line_about_each_mistake_and_goes_on) {
  const auto finished = menu("no-such-host.invalid\nbob\nx\n" + host() +
                             "\nbob\nwrong\nbob\nsecret\n2\nmissing\n3\nB\nhere\nmissing\n3\nB\nhere\nd/f.bin\n\n");
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  EXPECT_EQ(complaints(finished), 4U) << finished.err;
  EXPECT_TRUE(read_file(here_ / "here") == content_);
}

TEST_F(FtpMenu, ends_at_the_end_of_its_input_wherever_that_is) {
  const std::string all = host() + "\nbob\nsecret\n2\nd\n3\nB\nhere\n";
  for (std::size_t end = all.find('\n'); end != std::string::npos; end = all.find('\n', end + 1))
    EXPECT_EQ(menu(all.substr(0, end + 1)).exit_code, 0) << end;
}

TEST_F(FtpMenu, takes_the_host_from_the_command_line) {
  const auto finished = menu("bob\nsecret\n4\n", {host()});
  EXPECT_EQ(finished.exit_code, 0) << finished.err;
  EXPECT_NE(finished.out.find("Directory: /\n"), std::string::npos) << finished.out;
}

TEST_F(FtpMenu, logs_in_as_anonymous_when_no_user_is_given) {
  const ServerLab open;
  EXPECT_EQ(menu("\n\nx\n", {open.address().to_string()}).exit_code, 0);
}

}  // namespace
}  // namespace plainsock::test
