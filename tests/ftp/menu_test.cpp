// plainsock ftp menu, its whole dialogue with a real server.
#include "tests/ftp/server_lab.hpp"
#include "tests/support/process.hpp"
#include "tests/support/real_server.hpp"
#include "tests/support/temp_folder.hpp"

namespace plainsock::test {
namespace {

class FtpMenu : public testing::Test {
 protected:
  FtpMenu() {
    std::filesystem::create_directory(server_.home() / "d");
    write_file(server_.home() / "d/f.bin", content_);
    write_file(server_.home() / "d/f.txt", "one\ntwo\n");
    write_file(server_.pub() / "public.txt", "x");
    server_.own();
  }

  std::string host() const { return server_.address().to_string(); }
  std::string login() const { return "ftplab\nftplab-pw\n"; }
  Finished menu(const std::string& input, const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words{"ftp", "menu"};
    words.insert(words.end(), more.begin(), more.end());
    return run(words, input, {.folder = here_.path()});
  }
  // What it complained about, a line each.
  static std::vector<std::string> complaints(const Finished& finished) {
    std::vector<std::string> lines;
    for (auto at = finished.err.find("plainsock: "); at != std::string::npos;) {
      const auto end = finished.err.find('\n', at);
      lines.push_back(finished.err.substr(at, end - at));
      at = finished.err.find("plainsock: ", end);
    }
    return lines;
  }

  const std::string content_ = test_bytes(200'001);
  const TempFolder here_;
  RealServer server_{"vsftpd"};
};

TEST_F(FtpMenu, welcomes_lists_changes_directory_and_downloads) {
  const auto done = menu(host() + '\n' + login() +
                         "1\n2\nd\n1\n3\nB\nhere.bin\nf.bin\n3\nA\nhere.txt\nf.txt\n3\nb\n\nf.bin\nx\n");
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(complaints(done), std::vector<std::string>{}) << done.err;
  EXPECT_TRUE(done.out.starts_with("(vsFTPd 3.0.3)\nDirectory: /\n")) << done.out;
  EXPECT_NE(done.out.find("  d\nDirectory: /d\n"), std::string::npos) << done.out;
  EXPECT_NE(done.out.find("         200001  "), std::string::npos) << done.out;
  EXPECT_TRUE(read_file(here_ / "here.bin") == content_);
  EXPECT_TRUE(read_file(here_ / "f.bin") == content_);
  EXPECT_EQ(read_file(here_ / "here.txt"), "one\ntwo\n");
  EXPECT_EQ((done.out + done.err).find("ftplab-pw"), std::string::npos);
}

TEST_F(FtpMenu, asks_in_the_order_of_the_course) {
  const auto done = menu(host() + '\n' + login() + "2\nd\n3\nB\nhere\nf.bin\n\n");
  const std::string menu_line = "1 list, 2 change directory, 3 download, anything else ends: ";
  EXPECT_EQ(done.err, "Host: User (empty: anonymous): Password: " + menu_line + "Change to: " + menu_line +
                          "B for binary, anything else for text: Local name (empty: the remote one): Remote name: "
                          "f.bin: 200001 bytes\n" +
                          menu_line);
}

TEST_F(FtpMenu, says_one_line_about_each_mistake_and_goes_on) {
  const auto done = menu("no-such-host.invalid\n127.0.0.1:1\nnot a host\n" + host() + "\nftplab\nwrong\n" +
                         login() + "2\nmissing\n3\nB\nhere\nmissing\n3\nB\nhere\n\n3\nB\nhere\nd/f.bin\n\n");
  EXPECT_EQ(done.exit_code, 0) << done.err;
  const auto lines = complaints(done);
  ASSERT_EQ(lines.size(), 7U) << done.err;
  EXPECT_EQ(lines[0], "plainsock: resolve no-such-host.invalid: no such host");
  EXPECT_TRUE(lines[1].starts_with("plainsock: connect 127.0.0.1:1: ")) << lines[1];
  EXPECT_EQ(lines[3], "plainsock: login as ftplab: 530 Login incorrect.");
  EXPECT_EQ(lines[4], "plainsock: CWD missing: 550 Failed to change directory.");
  EXPECT_EQ(lines[5], "plainsock: RETR missing: 550 Failed to open file.");
  EXPECT_TRUE(read_file(here_ / "here") == content_);
}

TEST_F(FtpMenu, tells_what_a_local_file_cannot_be_and_goes_on) {
  const auto done = menu(login() + "3\nB\nno/such/folder\nd/f.bin\n2\nd\nx\n", {host()});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(complaints(done).size(), 1U) << done.err;
  EXPECT_NE(done.out.find("Directory: /d\n"), std::string::npos) << done.out;
}

TEST_F(FtpMenu, ends_at_the_end_of_its_input_wherever_that_is) {
  const std::string all = host() + '\n' + login() + "2\nd\n3\nB\nhere\n";
  for (std::size_t end = all.find('\n'); end != std::string::npos; end = all.find('\n', end + 1)) {
    const auto done = menu(all.substr(0, end + 1));
    EXPECT_EQ(done.exit_code, 0) << all.substr(0, end + 1) << done.out << done.err;
  }
}

TEST_F(FtpMenu, is_anonymous_without_user_and_password) {
  const auto done = menu("\n\n1\nx\n", {host()});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_NE(done.out.find("  public.txt\n"), std::string::npos) << done.out;
}

TEST_F(FtpMenu, refuses_options_that_answer_its_questions) {
  EXPECT_EQ(menu("", {host(), "--user", "ftplab"}).exit_code, 2);
  EXPECT_EQ(menu("", {host(), "--netrc"}).exit_code, 2);
}

// Whoever comes later is sent away later.
void wait_until_idle_clients_are_gone(const ServerLab& lab) {
  RawClient later{lab.address()};
  EXPECT_EQ(later.reply().code, 220);
  EXPECT_EQ(later.reply().code, 421);
}

TEST(FtpMenuWaiting, for_an_answer_for_too_long_connects_again_where_it_was) {
  ftp::ServerOptions options;
  options.idle = std::chrono::seconds{1};
  const ServerLab lab{options};
  std::filesystem::create_directories(lab / "d/e");
  Process menu{{"ftp", "menu", lab.address().to_string()}};
  menu.read_until("ready.\n");
  wait_until_idle_clients_are_gone(lab);
  menu.write("\n\n2\nd\n");
  menu.read_until("Directory: /d\n");
  wait_until_idle_clients_are_gone(lab);
  menu.write("2\ne\n");
  menu.read_until("Directory: /d/e\n");
  const auto done = menu.finish();
  EXPECT_EQ(done.exit_code, 0);
  EXPECT_NE(done.err.find("plainsock: the connection was lost and is there again\n"), std::string::npos)
      << done.err;
}

class FtpMenuAtTerminal : public FtpMenu {
 protected:
  void SetUp() override {
    if (under_wine()) GTEST_SKIP() << "a Wine console needs a window";
  }
  Process start() const { return Process{{"ftp", "menu", host()}, {.folder = here_.path(), .at_terminal = true}}; }
};

TEST_F(FtpMenuAtTerminal, does_not_show_the_password) {
  auto menu = start();
  menu.read_until("anonymous): ");
  menu.write("ftplab\n");
  menu.read_until("Password: ");
  menu.write("ftplab-pw\n");
  menu.read_until("Directory: /");
  menu.write("x\n");
  const auto done = menu.finish();
  EXPECT_EQ(done.exit_code, 0);
  EXPECT_EQ(done.out.find("ftplab-pw"), std::string::npos) << done.out;
}

TEST_F(FtpMenuAtTerminal, ends_at_ctrl_c_with_130_at_any_question) {
  for (const auto* question : {"anonymous): ", "Password: ", "ends: "}) {
    auto menu = start();
    if (question[0] != 'a') {
      menu.read_until("anonymous): ");
      menu.write("ftplab\n");
    }
    if (question[0] == 'e') {
      menu.read_until("Password: ");
      menu.write("ftplab-pw\n");
    }
    menu.read_until(question);
    menu.write("\x03");
    EXPECT_EQ(menu.finish().exit_code, 130) << question;
  }
}

}  // namespace
}  // namespace plainsock::test
