// No path leads out of the root.
#include "tests/ftp/server_lab.hpp"

namespace plainsock::test {
namespace {

// The secret lies beside the root, so that every form that escapes by one level would find it.
class ServerEscape : public testing::Test {
 protected:
  ServerEscape() {
    std::filesystem::create_directory(lab_ / "d");
    write_file(lab_ / "inside", "inside");
    write_file(secret_, "secret");
  }
  ~ServerEscape() override { std::filesystem::remove(secret_); }

  std::vector<std::string> forms() const {
    auto all = climbing();
    for (const auto& more : {of_windows(), in_disguise()}) all.insert(all.end(), more.begin(), more.end());
    return all;
  }

  std::vector<std::string> climbing() const {
    return {"..",
            "../",
            "d/../..",
            "../" + name_,
            "./../" + name_,
            ".//../" + name_,
            "/../" + name_,
            "//../" + name_,
            "d/../../" + name_,
            "/d/../../" + name_,
            "d/./../../" + name_,
            "../d/../../" + name_,
            "inside/../../" + name_,
            "*/../../" + name_,
            "../../../../../../../../../../etc/passwd",
            "/etc/passwd",
            "//etc/passwd",
            secret_.string(),
            secret_.generic_string(),
            "/" + secret_.generic_string()};
  }

  std::vector<std::string> of_windows() const {
    std::vector<std::string> all{"C:", "c:..", "C:\\windows\\win.ini", "C:/windows/win.ini", "/C:/windows/win.ini"};
    for (const auto* stream : {"inside::$DATA", "inside:stream", "d::$INDEX_ALLOCATION/../../inside"})
      all.emplace_back(stream);
    for (const auto* device : {"nul", "NUL.txt", "CON", "aux", "prn", "COM1", "lpt1.txt", "d/CONIN$"})
      all.emplace_back(device);
    for (const auto* changed : {"inside.", "inside ", "inside./", "Z:\\etc\\passwd", "z:/etc/passwd"})
      all.emplace_back(changed);
    for (const auto* start : {"..\\", "d\\..\\..\\", "\\..\\", "/..\\", "..\\/", "C:", "//localhost/c$/"})
      all.push_back(start + name_);
    for (const auto* start : {"\\\\?\\", "\\\\.\\", "\\\\localhost\\c$\\"}) all.push_back(start + secret_.string());
    return all;
  }

  std::vector<std::string> in_disguise() const {
    std::vector<std::string> all{"|cat " + secret_.string(), "file://" + secret_.generic_string(), "$HOME"};
    for (const auto* start : {".. /", "../ ", "..../", "~/", "~root/", "%2e%2e/", "..%2f", "\xff\xff/../../",
                              "\xc0\xae\xc0\xae/", "..\xc0\xaf", "\xe2\x80\xa5/", "\xef\xbc\x8e\xef\xbc\x8e/"})
      all.push_back(start + name_);
    return all;
  }

  const ServerLab lab_;
  const std::filesystem::path secret_ = std::filesystem::path{lab_.root().path()} += "-secret";
  const std::string name_ = secret_.filename().string();
};

TEST_F(ServerEscape, is_refused_in_at_least_thirty_forms) {
  RawClient client{lab_.address()};
  client.log_in();
  EXPECT_GE(forms().size(), 30U);
  for (const auto& form : forms()) {
    for (const auto* verb : {"RETR ", "SIZE ", "MDTM ", "LIST ", "NLST "})
      EXPECT_EQ(client.code(verb + form), 550) << verb << form;
    EXPECT_EQ(client.code("CWD " + form), form == ".." ? 250 : 550) << form;
    EXPECT_EQ(client.say("PWD").text().substr(0, 3), "\"/\"") << form;
  }
}

TEST_F(ServerEscape, is_refused_from_a_directory_further_down_too) {
  RawClient client{lab_.address()};
  client.log_in();
  client.code("CWD d");
  for (const auto& form : forms()) EXPECT_EQ(client.code("RETR ../" + form), 550) << form;
}

TEST_F(ServerEscape, is_not_possible_by_a_link_but_links_inside_work) {
  std::error_code cannot;
  std::filesystem::create_symlink(secret_, lab_ / "out", cannot);
  if (cannot) GTEST_SKIP() << "no symbolic links here: " << cannot.message();
  std::filesystem::create_directory_symlink(secret_.parent_path(), lab_ / "d/up");
  std::filesystem::create_symlink("out", lab_ / "again");
  std::filesystem::create_symlink("nowhere", lab_ / "dangling");
  std::filesystem::create_symlink("loop", lab_ / "loop");
  std::filesystem::create_symlink("../inside", lab_ / "d/in");
  RawClient client{lab_.address()};
  client.log_in();
  const auto through_link = "d/up/" + secret_.filename().string();
  for (const std::string name : {"out", "again", "dangling", "loop", "d/up", through_link.c_str()})
    EXPECT_EQ(client.code("RETR " + name), 550) << name;
  EXPECT_EQ(client.code("CWD d/up"), 550);
  EXPECT_EQ(client.fetch("RETR d/in"), "inside");
  EXPECT_EQ(client.fetch("NLST"), "d\r\ninside\r\n");
  EXPECT_EQ(client.fetch("NLST d"), "d/in\r\n");
}

TEST_F(ServerEscape, names_that_cannot_be_listed_are_not_shown) {
  try {
    write_file(lab_ / "two\r\nlines", "x");
  } catch (const std::runtime_error&) {
    return;  // not a name on this system
  }
  RawClient client{lab_.address()};
  client.log_in();
  EXPECT_EQ(client.fetch("NLST"), "d\r\ninside\r\n");
}

}  // namespace
}  // namespace plainsock::test
