// What each option of `plainsock ftp` makes of the dialogue and of the exit status.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/process.hpp"
#include "tests/support/scripted_server.hpp"
#include "tests/support/temp_folder.hpp"

namespace plainsock::test {
namespace {

struct CommandLine {
  std::string name;
  std::string script;
  std::vector<std::string> arguments;  // ftp://@/ is the server, @ its address, OUT a file that is not there yet
  int exit_code = 0;
  std::vector<std::string> sent = {};  // among the commands, in this order
  std::string said = {};               // in stderr
  std::string unsent = {};             // no command with this verb
};

const std::vector<CommandLine> connection_lines = {
    {"account",
     "PASS send 332 account\nACCT send 230 in",
     {"get", "-o", "OUT", "ftp://u:p@@/f", "--account", "a"},
     0,
     {"ACCT a"}},
    {"account_missing", "PASS send 332 account", {"get", "-o", "OUT", "ftp://u:p@@/f"}, 67},
    {"login_refused", "PASS send 530 no", {"get", "-o", "OUT", "ftp://@/f"}, 67, {}, "plainsock: "},
    {"password_missing", "", {"get", "-o", "OUT", "ftp://u@@/f"}, 67, {}, "", "PASS"},
    {"virtual_host",
     "HOST send 220 ok",
     {"stat", "ftp://@/f", "--virtual-host", "a.b"},
     0,
     {"HOST a.b", "USER anonymous"}},
    {"no_epsv", "", {"get", "-o", "OUT", "ftp://@/f", "--no-epsv"}, 0, {"PASV"}, "", "EPSV"},
    {"active", "", {"get", "-o", "OUT", "ftp://@/f", "--active"}, 0, {"EPRT *", "RETR f"}, "", "EPSV"},
    {"active_again_passive",
     "",
     {"get", "-o", "OUT", "ftp://@/f", "--active", "--passive"},
     0,
     {"EPSV"},
     "",
     "EPRT"},
    {"no_eprt", "", {"get", "-o", "OUT", "ftp://@/f", "--active", "--no-eprt"}, 0, {"PORT *"}, "", "EPRT"},
    {"eprt_unknown", "EPRT send 500 no", {"get", "-o", "OUT", "ftp://@/f", "--active"}, 0, {"EPRT *", "PORT *"}},
    {"active_ports_reversed", "", {"get", "-o", "OUT", "ftp://@/f", "--active-ports", "9-8"}, 2},
    {"active_ports_no_number", "", {"get", "-o", "OUT", "ftp://@/f", "--active-ports", "x-y"}, 2},
    {"max_time", "RETR silence", {"get", "-o", "OUT", "ftp://@/f", "--max-time", "0.3"}, 28, {}, "time limit"},
    {"greeting_421_retried",
     "greeting send 421 busy | leave\ngreeting send 220 ok",
     {"get", "-o", "OUT", "ftp://@/f", "--retries", "1"},
     0,
     {"RETR f"}},
    {"greeting_421", "greeting send 421 busy | leave", {"get", "-o", "OUT", "ftp://@/f"}, 1, {}, "421 busy"},
    {"before_and_after",
     "",
     {"stat", "ftp://@/f", "--quote-before", "NOOP one", "--quote-after", "NOOP two"},
     0,
     {"NOOP one", "MDTM f", "NOOP two"}},
    {"before_fails", "", {"stat", "--quote-before", "BAD", "ftp://@/f"}, 1, {"BAD"}, "BAD: 502", "MDTM"},
    {"before_may_fail", "", {"stat", "--quote-before", "*BAD", "ftp://@/f"}, 0, {"BAD", "MDTM f"}},
    {"tls_require", "", {"stat", "ftp://@/f", "--tls=require"}, 2, {}, "no TLS", "USER"},
    {"tls_never", "", {"stat", "ftp://@/f", "--tls=never"}, 0},
    {"tls_url", "", {"stat", "ftps://@/f"}, 2, {}, "needs TLS", "USER"},
    {"latin_1", "", {"stat", "ftp://@/caf%C3%A9", "--encoding", "latin-1"}, 0, {"MDTM caf\xE9"}},
    {"latin_1_without", "", {"stat", "ftp://@/%E2%82%AC", "--encoding", "latin-1"}, 2, {}, "ISO 8859-1", "MDTM"},
    {"wrong_option", "", {"stat", "ftp://@/f", "--nonsense"}, 2},
    {"wrong_command", "", {"nonsense", "ftp://@/f"}, 2},
    {"no_url", "", {"get", "http://@/f"}, 2},
};

const std::vector<CommandLine> download_lines = {
    {"max_filesize",
     "",
     {"get", "-o", "OUT", "ftp://@/f", "--max-filesize", "3"},
     1,
     {},
     "7 bytes are more",
     "RETR"},
    {"several_into_one", "", {"get", "-o", "OUT", "ftp://@/f", "ftp://@/g"}, 2, {}, "", "RETR"},
    {"directory_type", "", {"get", "ftp://@/d;type=d"}, 0, {"NLST d"}},
    {"ascii_type", "", {"get", "-o", "OUT", "ftp://@/f;type=a"}, 0, {"TYPE A", "RETR f"}, "", "SIZE"},
    {"ascii_range", "", {"get", "-o", "OUT", "ftp://@/f", "--ascii", "--range", "1-2"}, 2, {}, "", "RETR"},
    {"range_reversed", "", {"get", "-o", "OUT", "ftp://@/f", "--range", "5-2"}, 2, {}, "", "RETR"},
    {"range_no_number", "", {"get", "-o", "OUT", "ftp://@/f", "--range", "x"}, 2, {}, "", "RETR"},
    {"verify_without_size", "SIZE send 502 no", {"get", "-o", "OUT", "ftp://@/f", "--verify"}, 3, {"RETR f"}},
    {"verify_with_size", "", {"get", "-o", "OUT", "ftp://@/f", "--verify"}, 0, {"RETR f"}},
    {"verify_by_checksum",
     "FEAT send 211-have | send  XMD5 | send 211 end\nXMD5 send 250 9A0364B9E99BB480DD25E1F0284C8555",
     {"get", "-o", "OUT", "ftp://@/f", "--verify"},
     0,
     {"RETR f", "XMD5 f"}},
    {"verify_by_another_checksum",
     "FEAT send 211-have | send  XMD5 | send 211 end\nXMD5 send 250 00000000000000000000000000000000",
     {"get", "-o", "OUT", "ftp://@/f", "--verify"},
     5,
     {"RETR f", "XMD5 f"},
     "MD5 is 9a0364b9"},
    {"no_final_reply", "RETR send 150 go | data | end | leave", {"get", "-o", "OUT", "ftp://@/f"}, 3},
    {"no_final_reply_accepted",
     "RETR send 150 go | data | end | leave",
     {"get", "-o", "OUT", "ftp://@/f", "--no-verify"},
     0},
    {"no_final_reply_to_stdout", "RETR send 150 go | data | end | leave", {"get", "-o", "-", "ftp://@/f"}, 3},
    {"nothing_matches", "", {"get", "ftp://@/x*"}, 78, {"NLST"}, "no file has such a name", "RETR"},
    {"dot_files_do_not_match",
     "NLST send 150 go | text .bashrc\\r\\n | end | send 226 ok",
     {"get", "ftp://@/*"},
     78,
     {},
     "",
     "RETR"},
    {"bad_names_of_a_server",
     "NLST send 150 go | text ../a\\r\\n/etc/b\\r\\nc/../../d\\r\\n..\\r\\nCON\\r\\ne\\\\f\\r\\n | end | send 226 "
     "ok",
     {"get", "ftp://@/*"},
     4,
     {},
     "not fetched",
     "RETR"},
};

const std::vector<CommandLine> change_lines = {
    {"append_atomic", "", {"put", "IN", "ftp://@/f", "--append", "--atomic"}, 2, {}, "", "APPE"},
    {"resume_ascii", "", {"put", "IN", "ftp://@/f", "--resume", "--ascii"}, 2, {}, "", "STOR"},
    {"put_nothing", "", {"put", "ftp://@/f"}, 2},
    {"put_many_as_one", "", {"put", "IN", "IN", "ftp://@/f"}, 2, {}, "", "STOR"},
    {"put_missing", "", {"put", "missing", "ftp://@/f"}, 1, {}, "plainsock: open missing: ", "STOR"},
    {"put_verify",
     "FEAT send 211-have | send  XCRC | send 211 end\nXCRC send 250 FEC530A9\nSIZE send 502 no",
     {"put", "IN", "ftp://@/f", "--verify"},
     0,
     {"STOR f", "XCRC f"}},
    {"put_disk_full", "STOR send 552 full", {"put", "IN", "ftp://@/f"}, 1, {}, "552 full"},
    {"mkdir_experimental",
     "MKD send 500 what\nXMKD send 257 \"/d\"",
     {"mkdir", "ftp://@/d"},
     0,
     {"MKD d", "XMKD d"}},
    {"mkdir_refused", "MKD send 550 there", {"mkdir", "ftp://@/d"}, 78, {}, "MKD d: 550 there", "XMKD"},
    {"mkdir_parents",
     "MKD send 550 there",
     {"mkdir", "--parents", "ftp://@/a/b"},
     0,
     {"MKD a", "MKD a/b", "CWD a/b"}},
    {"rmdir_several",
     "RMD send 250 ok\nRMD send 550 no",
     {"rmdir", "ftp://@/a", "ftp://@/b"},
     4,
     {"RMD a", "RMD b"}},
    {"rm_pattern", "", {"rm", "ftp://@/*"}, 2, {}, "", "DELE"},
    {"mv_refused", "RNFR send 550 no", {"mv", "ftp://@/a", "b"}, 78, {"RNFR a"}, "", "RNTO"},
    {"mv", "RNFR send 350 to\nRNTO send 250 ok", {"mv", "ftp://@/a", "b c"}, 0, {"RNFR a", "RNTO b c"}},
    {"chmod", "SITE send 200 ok", {"chmod", "644", "ftp://@/a"}, 0, {"SITE CHMOD 644 a"}},
    {"chmod_no_mode", "", {"chmod", "rw", "ftp://@/a"}, 2, {}, "", "SITE"},
    {"touch_listed",
     "FEAT send 211-have | send  MFMT | send 211 end\nMFMT send 213 ok",
     {"touch", "ftp://@/a", "2026-11-22T10:00:00Z"},
     0,
     {"MFMT 20261122100000 a"}},
    {"touch_refused", "MDTM send 550 no", {"touch", "ftp://@/a", "2026-11-22T10:00:00Z"}, 1},
    {"touch_no_time", "", {"touch", "ftp://@/a", "yesterday"}, 2, {}, "", "MDTM"},
    {"quote", "", {"quote", "ftp://@/", "NOOP", "HELP me"}, 1, {"NOOP", "HELP me"}},
    {"mirror_of_a_truncated_listing",
     "LIST send 150 go | text -rw-r--r-- 1 f f 7 Jan 01 12:00 f\\r\\n | end | send 226 Output truncated to 1 "
     "matches",
     {"mirror", "ftp://@/", "OUT/"},
     4,
     {},
     "no more than 1"},
    {"mirror_patterns",
     "LIST send 150 go | text -rw-r--r-- 1 f f 7 Jan 01 12:00 a.txt\\r\\n-rw-r--r-- 1 f f 7 Jan 01 12:00 "
     "b.bin\\r\\n | end "
     "| send 226 ok",
     {"mirror", "--include", "*.txt", "ftp://@/", "OUT/"},
     0,
     {"RETR a.txt"}},
    {"mirror_dry_run", "", {"mirror", "ftp://@/", "OUT/", "--dry-run"}, 0, {"LIST"}, "", "RETR"},
};

std::vector<CommandLine> all_command_lines() {
  std::vector<CommandLine> all;
  for (const auto* part : {&connection_lines, &download_lines, &change_lines})
    all.insert(all.end(), part->begin(), part->end());
  return all;
}

bool fits_command(const std::string& command, const std::string& wanted) {
  return wanted.ends_with('*') ? command.starts_with(wanted.substr(0, wanted.size() - 1)) : command == wanted;
}

class CommandLines : public testing::TestWithParam<CommandLine> {
 protected:
  std::string expanded(std::string word) const {
    if (word == "IN" || word.starts_with("OUT")) return (folder_ / word).string();
    if (const auto at = word.rfind("@/"); at != std::string::npos && word.find("ftp") == 0)
      word.replace(at, 1, server_.address().to_string());
    return word;
  }

  TempFolder folder_;
  ScriptedServer server_{GetParam().script, "content"};
};

TEST_P(CommandLines, end_as_promised) {
  write_file(folder_ / "IN", "content");
  std::vector<std::string> arguments{"ftp"};
  for (const auto& word : GetParam().arguments) arguments.push_back(expanded(word));
  Start start;
  start.folder = folder_.path();
  const auto done = run(arguments, {}, start);
  EXPECT_EQ(done.exit_code, GetParam().exit_code) << done.err;
  EXPECT_NE(done.err.find(GetParam().said), std::string::npos) << done.err;
  const auto commands = server_.commands();
  auto at = commands.begin();
  for (const auto& wanted : GetParam().sent) {
    at = std::find_if(at, commands.end(), [&](const auto& command) { return fits_command(command, wanted); });
    EXPECT_NE(at, commands.end()) << wanted << '\n' << testing::PrintToString(commands);
  }
  if (!GetParam().unsent.empty()) {
    EXPECT_TRUE(server_.commands(GetParam().unsent).empty());
  }
}

INSTANTIATE_TEST_SUITE_P(, CommandLines, testing::ValuesIn(all_command_lines()),
                         [](const auto& line) { return line.param.name; });

class FtpPasswords : public testing::Test {
 protected:
  // The password that reaches the server.
  std::string sent(std::vector<std::string> options, std::string_view input = {}, const Start& start = {}) {
    options.insert(options.begin(), {"ftp", "stat", server_.url() + "f"});
    const auto done = run(options, input, start);
    EXPECT_EQ(done.err.find("secret"), std::string::npos);
    const auto all = server_.commands("PASS");
    return all.empty() ? done.err : all.back();
  }
  std::string file(const std::string& content, std::filesystem::perms mode = std::filesystem::perms::owner_all) {
    write_file(folder_ / "file", content);
    std::filesystem::permissions(folder_ / "file", mode);
    return (folder_ / "file").string();
  }
  TempFolder folder_;
  ScriptedServer server_{""};
};

TEST_F(FtpPasswords, come_from_a_file_or_stdin_or_the_environment) {
  EXPECT_EQ(sent({"--user", "me", "--password-file", file("secret 1\nmore")}), "PASS secret 1");
  EXPECT_EQ(sent({"--user", "me", "--password-file", "-"}, "secret 2\r\n"), "PASS secret 2");
  Start start;
  start.environment = {"PLAINSOCK_FTP_PASSWORD=secret 3"};
  EXPECT_EQ(sent({"--user", "me"}, {}, start), "PASS secret 3");
  EXPECT_EQ(server_.commands("USER").back(), "USER me");
}

TEST_F(FtpPasswords, come_from_netrc) {
  const auto netrc = file("machine other login x password y\nmachine 127.0.0.1\n login me\n password secret4\n");
  EXPECT_EQ(sent({"--netrc=" + netrc}), "PASS secret4");
  EXPECT_EQ(server_.commands("USER").back(), "USER me");
}

TEST_F(FtpPasswords, of_the_anonymous_user_give_nothing_away) {
  EXPECT_EQ(sent({}), "PASS anonymous@");
  EXPECT_EQ(server_.commands("USER").back(), "USER anonymous");
}

}  // namespace
}  // namespace plainsock::test
