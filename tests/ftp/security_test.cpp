// The known classes of attack, each against our own client.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "plainsock/error.hpp"
#include "plainsock/ftp/download.hpp"
#include "plainsock/ftp/mirror.hpp"
#include "plainsock/ftp/upload.hpp"
#include "plainsock/tcp_listener.hpp"
#include "tests/support/process.hpp"
#include "tests/support/scripted_server.hpp"
#include "tests/support/temp_folder.hpp"

namespace plainsock::test {
namespace {

using namespace std::string_literals;

template <class Work>
ftp::Category category_of(Work work) {
  try {
    work();
  } catch (const ftp::Error& error) {
    return error.category();
  }
  throw std::runtime_error("nothing was thrown");
}

ftp::Client connected(const ScriptedServer& server, ftp::Options options = {}) {
  ftp::Client client{std::move(options)};
  client.open({"127.0.0.1", server.address().port()});
  return client;
}

class LineEnds : public testing::TestWithParam<std::string> {};

TEST_P(LineEnds, in_an_argument_send_nothing_at_all) {
  const ScriptedServer server{""};
  auto client = connected(server);
  const auto before = server.commands().size();
  const auto bad = "a" + GetParam() + "DELE b";
  ftp::StringSink sink{100};
  LocalFile nothing;
  ftp::FileSource source{nothing, "nothing"};
  const std::vector<std::function<void()>> all = {
      [&] { client.retrieve(bad, sink); },
      [&] { client.store(bad, source); },
      [&] { client.list(bad); },
      [&] { client.list(bad, ftp::ListCommand::facts); },
      [&] { client.size(bad); },
      [&] { client.modified(bad); },
      [&] { client.change_directory(bad); },
      [&] { client.make_directory(bad); },
      [&] { client.remove_directory(bad); },
      [&] { client.remove(bad); },
      [&] { client.rename(bad, "b"); },
      [&] { client.rename("a", bad); },
      [&] { client.change_mode(bad, "644"); },
      [&] { client.command("NOOP", bad); },
      [&] { client.command(bad); },
  };
  for (const auto& each : all) EXPECT_EQ(category_of(each), ftp::Category::usage);
  client.command("NOOP");
  for (const auto& command : server.commands()) EXPECT_EQ(command.find("DELE"), std::string::npos) << command;
  const auto commands = server.commands();
  EXPECT_EQ(std::count_if(commands.begin() + static_cast<std::ptrdiff_t>(before), commands.end(),
                          [](const auto& c) { return c != "NOOP" && !c.starts_with("TYPE") && c != "EPSV"; }),
            0);
}

INSTANTIATE_TEST_SUITE_P(, LineEnds, testing::Values("\r"s, "\n"s, "\0"s, "\r\n"s, "\n\r"s),
                         [](const auto& kind) { return "kind_" + std::to_string(kind.index); });

TEST(FtpSecurity, a_227_does_not_choose_whom_this_machine_connects_to) {
  auto elsewhere = TcpListener::bind({IpAddress::v4(127, 0, 0, 99), 0});
  if (!elsewhere) FAIL() << elsewhere.error().message();
  const auto port = elsewhere->local_address().value().port();
  const auto address = "(127,0,0,99," + std::to_string(port / 256) + ',' + std::to_string(port % 256) + ')';
  const ScriptedServer server{"EPSV send 500 no\nPASV send 227 Passive " + address, "content"};
  auto client = connected(server);
  ftp::StringSink sink{100};
  EXPECT_EQ(category_of([&] { client.retrieve("f", sink); }), ftp::Category::network);
  EXPECT_TRUE(would_block(elsewhere->try_accept().error()));
}

TEST(FtpSecurity, a_227_is_obeyed_for_those_who_ask_for_it) {
  const ScriptedServer server{"EPSV send 500 no\nPASV listen 127.0.0.99 | send 227 Passive (127,0,0,99,${comma})",
                              "content"};
  ftp::Options options;
  options.passive_host = ftp::PassiveHost::as_told;
  auto client = connected(server, options);
  ftp::StringSink sink{100};
  client.retrieve("f", sink);
  EXPECT_EQ(sink.text(), "content");
}

TEST(FtpSecurity, a_line_end_in_a_user_or_an_account_sends_nothing) {
  const ScriptedServer server{"PASS send 332 account"};
  const std::vector<ftp::Credentials> all = {
      {"a\r\nDELE b", "p", {}}, {"a", "p\r\nDELE b", {}}, {"a", "p", "c\nDELE b"}};
  for (const auto& credentials : all) {
    ftp::Client client;
    EXPECT_EQ(category_of([&] {
                client.open({"127.0.0.1", server.address().port()}, credentials);
              }),
              ftp::Category::usage);
  }
  for (const auto& command : server.commands()) EXPECT_EQ(command.find("DELE"), std::string::npos) << command;
}

TEST(FtpSecurity, a_mirror_removes_only_what_has_a_safe_name) {
  const ScriptedServer server{
      "MKD send 257 ok\nDELE send 250 ok\nRMD send 250 ok\n"
      "LIST send 150 go | text -rw-r--r-- 1 f f 7 Jan 01 12:00 old\\r\\n-rw-r--r-- 1 f f 7 Jan 01 12:00 "
      "../evil\\r\\n"
      "-rw-r--r-- 1 f f 7 Jan 01 12:00 /etc/evil\\r\\ndrwxr-xr-x 1 f f 7 Jan 01 12:00 ..\\r\\n | end | send 226 "
      "done"};
  const TempFolder folder;
  ftp::MirrorOptions how;
  how.extra = ftp::MirrorOptions::Extra::remove;
  ftp::Mirror mirror{{"127.0.0.1", server.address().port()}, {}, {}, how};
  EXPECT_EQ(mirror.upload(folder.path(), "t").removed, 1U);
  EXPECT_EQ(server.commands("DELE"), std::vector<std::string>{"DELE t/old"});
  EXPECT_TRUE(server.commands("RMD").empty());
}

TEST(FtpSecurity, names_in_a_listing_cannot_command_the_terminal) {
  const ScriptedServer server{
      "LIST send 150 go | text -rw-r--r-- 1 f f 7 Jan 01 12:00 \\x1b]0;owned\\x07\\r\\n | end | send 226 done"};
  Start start;
  start.at_terminal = true;
  for (const auto* kind : {"--raw", "--names", "--progress=never"}) {
    const auto done = run({"ftp", "ls", kind, server.url()}, {}, start);
    EXPECT_EQ(done.out.find("\x1b]0;"), std::string::npos) << kind;
  }
}

TEST(FtpSecurity, a_reply_without_end_is_given_up_before_it_fills_the_memory) {
  const ScriptedServer line{"greeting repeat 30000 220-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
  const ScriptedServer lines{"greeting raw 220-a\\r\\n | repeat 30000 220-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\\r\\n"};
  EXPECT_EQ(category_of([&] { connected(line); }), ftp::Category::protocol);
  EXPECT_EQ(category_of([&] { connected(lines); }), ftp::Category::protocol);
}

TEST(FtpSecurity, names_of_a_server_that_lead_elsewhere_are_refused_and_the_rest_is_mirrored) {
  const ScriptedServer server{
      "LIST send 150 go | text -rw-r--r-- 1 f f 7 Jan 01 12:00 good\\r\\n"
      "-rw-r--r-- 1 f f 7 Jan 01 12:00 ../evil\\r\\n-rw-r--r-- 1 f f 7 Jan 01 12:00 /tmp/evil\\r\\n"
      "-rw-r--r-- 1 f f 7 Jan 01 12:00 CON\\r\\ndrwxr-xr-x 1 f f 7 Jan 01 12:00 ..\\r\\n"
      "lrwxrwxrwx 1 f f 7 Jan 01 12:00 link -> /etc\\r\\n | end | send 226 done",
      "content"};
  const TempFolder folder;
  ftp::Mirror mirror{{"127.0.0.1", server.address().port()}, {}, {}, {}};
  const auto summary = mirror.download("", folder / "inside");
  EXPECT_EQ(summary.transferred, 1U);
  EXPECT_EQ(summary.refused, 4U);
  EXPECT_EQ(read_file(folder / "inside" / "good"), "content");
  EXPECT_FALSE(exists(folder / "evil"));
}

TEST(FtpSecurity, a_name_with_a_pipe_is_a_name) {
  const ScriptedServer server{"NLST send 150 go | text |touch pwned\\r\\n | end | send 226 done", "content"};
  const TempFolder folder;
  const auto done = run({"ftp", "get", server.url() + "*", "-o", folder.path().string() + "/"});
  EXPECT_FALSE(exists(folder / "pwned"));
  EXPECT_EQ(server.commands("RETR"), std::vector<std::string>{"RETR |touch pwned"});
}

TEST(FtpSecurity, a_name_that_looks_like_an_option_is_entered_not_passed) {
  const ScriptedServer server{""};
  auto client = connected(server);
  client.list("-la");
  EXPECT_EQ(server.commands("CWD"), (std::vector<std::string>{"CWD -la", "CWD /"}));
  EXPECT_EQ(server.commands("LIST"), std::vector<std::string>{"LIST"});
}

TEST(FtpSecurity, replies_reach_a_terminal_only_with_their_control_characters_visible) {
  const ScriptedServer server{"RETR raw 550 \\x1b]0;owned\\x07 no\\r\\n"};
  const TempFolder folder;
  const auto done = run({"ftp", "get", "-v", server.url() + "f", "-o", (folder / "f").string()});
  EXPECT_EQ(done.exit_code, 78);
  EXPECT_EQ(done.err.find('\x1b'), std::string::npos);
  EXPECT_NE(done.err.find("\\x1b]0;owned\\x07"), std::string::npos) << done.err;
}

TEST(FtpSecurity, a_data_connection_from_elsewhere_is_closed_and_the_wait_goes_on) {
  ftp::Options options;
  options.data_mode = ftp::DataMode::active;
  const ScriptedServer server{"EPRT intrude 127.0.0.77 | send 200 ok", "content"};
  auto client = connected(server, options);
  ftp::StringSink sink{100};
  client.retrieve("f", sink);
  EXPECT_EQ(sink.text(), "content");
  const auto told = server.commands("EPRT");
  ASSERT_EQ(told.size(), 1U);
  EXPECT_TRUE(told[0].starts_with("EPRT |1|127.0.0.1|")) << told[0];
}

}  // namespace
}  // namespace plainsock::test
