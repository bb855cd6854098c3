// No path leads out of the root.
#include "tests/ftp/server_lab.hpp"
#include "tests/support/process.hpp"

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

  static ftp::ServerOptions writable() {
    ftp::ServerOptions options;
    options.access = ftp::Access::writable;
    return options;
  }

  const ServerLab lab_{writable()};
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

// The links are Linux's, which Wine follows without telling that they are links: so they are taken away again
// before the folder is removed with all that is in it, and what they lead to is nobody else's.
class ServerEscapeByLink : public ServerEscape {
 protected:
  ServerEscapeByLink() {
    write_file(outside_ / "secret", "secret");
    const auto beside = outside_.path().filename().string();
    link("../" + beside + "/secret", "out");
    link("out", "again");
    link("nowhere", "dangling");
    link("loop", "loop");
    link("../../" + beside, "d/up");
    link("../inside", "d/in");
    client_.log_in();
  }
  void TearDown() override { in_root({"rm", "out", "again", "dangling", "loop", "d/up", "d/in"}); }

  void link(const std::string& target, const std::string& name) const { in_root({"ln", "-s", target, name}); }
  void in_root(const std::vector<std::string>& words) const {
    const auto done = run_command(words, {}, {.folder = lab_.root().path()});
    EXPECT_EQ(done.exit_code, 0) << done.err;
  }
  // Links, and a link in the middle.
  static std::vector<std::string> ways_out() {
    return {"out", "again", "d/up", "d/up/", "d/up/secret", "d/../d/up/secret"};
  }

  const TempFolder outside_;
  RawClient client_{lab_.address()};
};

TEST_F(ServerEscapeByLink, is_not_possible_but_links_inside_work) {
  for (const auto& name : ways_out()) {
    for (const auto* verb : {"RETR ", "SIZE ", "MDTM ", "LIST ", "NLST ", "MLST ", "CWD "})
      EXPECT_EQ(client_.code(verb + name), 550) << verb << name;
    EXPECT_EQ(client_.refusal("MLSD " + name), 550) << name;
  }
  EXPECT_EQ(client_.code("RETR dangling"), 550);
  EXPECT_EQ(client_.code("RETR loop"), 550);
  EXPECT_EQ(client_.fetch("RETR d/in"), "inside");
  EXPECT_EQ(client_.fetch("NLST"), "d\r\ninside\r\n");
  EXPECT_EQ(client_.fetch("NLST d"), "d/in\r\n");
}

TEST_F(ServerEscapeByLink, changes_nothing_outside) {
  for (const auto& name : ways_out()) {
    for (const auto* verb : {"STOR ", "APPE ", "MKD ", "MFMT 20260101000000 ", "SITE CHMOD 777 "})
      EXPECT_GE(client_.code(verb + name), 550) << verb << name;
  }
  for (const auto* command : {"DELE d/up/secret", "RNFR d/up/secret", "RMD d/up/secret", "STOU d/up/secret"})
    EXPECT_GE(client_.code(command), 550) << command;
  EXPECT_EQ(client_.code("RNFR inside"), 350);
  EXPECT_EQ(client_.code("RNTO d/up/moved"), 553);
  EXPECT_EQ(client_.code("MKD d/up/new"), 550);
  EXPECT_EQ(read_file(outside_ / "secret"), "secret");
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
