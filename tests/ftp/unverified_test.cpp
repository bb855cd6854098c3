// Whatever breaks, and whenever: never a wrong file under the final name, and never success. 215 moments in all,
// the same in every run.
#include <gtest/gtest.h>

#include <random>

#include "plainsock/ftp/download.hpp"
#include "plainsock/ftp/upload.hpp"
#include "tests/support/process.hpp"
#include "tests/support/real_server.hpp"
#include "tests/support/scripted_server.hpp"
#include "tests/support/temp_folder.hpp"

namespace plainsock::test {
namespace {

constexpr std::string_view untouched_content = "what was there untouched_content";

class NoUnverifiedSuccess : public testing::Test {
 protected:
  NoUnverifiedSuccess() { write_file(file(), untouched_content); }
  std::filesystem::path file() const { return folder_ / "f"; }
  std::size_t up_to(std::size_t most) { return std::uniform_int_distribution<std::size_t>{0, most}(random_); }

  // Success and the whole file, or a failure and the old one; nothing else stays in the folder.
  void expect_all_or_nothing(bool success, const std::string& content, const std::string& moment) {
    EXPECT_TRUE(read_file(file()) == (success ? content : untouched_content)) << moment;
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator{folder_.path()}, {}), 1) << moment;
    if (success) write_file(file(), untouched_content);
  }

  std::mt19937 random_{2026};
  TempFolder folder_;
};

// True when it succeeded.
bool download_succeeds(const SocketAddress& server, const std::filesystem::path& file, ftp::Options options = {}) {
  try {
    ftp::Client client{std::move(options)};
    client.open({"127.0.0.1", server.port()});
    download_file(client, "f", file);
    return true;
  } catch (const ftp::Error&) {
    return false;
  }
}

TEST_F(NoUnverifiedSuccess, when_the_server_is_killed_during_a_download) {
  constexpr std::array servers = {"vsftpd", "pure-ftpd", "proftpd", "pyftpdlib"};
  const auto content = test_bytes(16'000'000);
  int failures = 0;
  for (int i = 0; i < 20; ++i) {
    RealServer server{servers[static_cast<std::size_t>(i) % servers.size()]};
    write_file(server.pub() / "f", content);
    const auto line = 1 + up_to(20), byte = up_to(content.size());
    std::size_t lines = 0;
    bool killed = false;
    const auto kill = [&](bool now) {
      if (now && !std::exchange(killed, true)) server.stop();
    };
    ftp::Options options;
    options.log = [&](ftp::Wire, std::string_view) { kill(i % 3 == 0 && ++lines == line); };
    options.progress = [&](const ftp::Progress& progress) { kill(i % 3 != 0 && progress.bytes >= byte); };
    const bool success = download_succeeds(server.address(), file(), options);
    failures += success ? 0 : 1;
    expect_all_or_nothing(success, content, "line " + std::to_string(line) + ", byte " + std::to_string(byte));
  }
  EXPECT_GT(failures, 5);  // the others had all of it in their buffers, the final reply too
}

TEST_F(NoUnverifiedSuccess, when_the_data_connection_ends_early) {
  const auto content = test_bytes(300'000);
  const std::array ends = {"end | send 226 done", "reset | send 226 done", "end | send 426 cut",
                           "end | send 451 cut",  "end | send 250 done",   "end | leave",
                           "reset | leave",       "send 226 done | end",   "send 421 going | leave"};
  for (std::size_t i = 0; i < 135; ++i) {
    const std::string end = ends[i % ends.size()];
    const auto cut = std::to_string(up_to(content.size() - 1));
    const ScriptedServer server{"RETR send 150 go | data " + cut + " | " + end, content};
    const bool success = download_succeeds(server.address(), file());
    EXPECT_FALSE(success) << cut << " bytes, then " << end;
    expect_all_or_nothing(success, content, cut);
  }
}

TEST_F(NoUnverifiedSuccess, when_the_disk_is_full_in_the_middle) {
  const auto content = test_bytes(400'000);
  const ScriptedServer server{"", content};
  for (int i = 0; i < 30; ++i) {
    const auto blocks = std::to_string(up_to(content.size() / 512));
    // A file can grow no further, and a write says so instead of ending the program by a signal.
    std::vector<std::string> words{"sh", "-c", "trap '' XFSZ; ulimit -f " + blocks + "; exec \"$@\"", "sh"};
    const auto get = plainsock_command({"ftp", "get", server.url() + "f", "-o", file().string()});
    words.insert(words.end(), get.begin(), get.end());
    const auto done = run_command(words);
    EXPECT_EQ(done.exit_code, 1) << blocks << ' ' << done.err;
    expect_all_or_nothing(false, content, blocks);
  }
}

TEST_F(NoUnverifiedSuccess, when_an_upload_is_cut) {
  const auto content = test_bytes(5'000'000);
  write_file(file(), content);
  const std::array ends = {"drop | send 226 done", "drop | send 426 cut", "drop | leave", "receive | leave",
                           "receive | send 451 disk"};
  for (std::size_t i = 0; i < 30; ++i) {
    const std::string end = ends[i % ends.size()];
    const ScriptedServer server{"SIZE send 213 " + std::to_string(up_to(content.size() - 1)) +
                                "\nSTOR send 150 go | " + end + "\nRNFR send 350 to\nRNTO send 250 done"};
    ftp::Client client;
    client.open({"127.0.0.1", server.address().port()});
    ftp::FileUpload how;
    how.appearance = ftp::Appearance::atomic;
    EXPECT_THROW(upload_file(client, file(), "f", how), ftp::Error) << end;
    EXPECT_TRUE(server.commands("RNTO").empty()) << end;
    client.close();
  }
}

}  // namespace
}  // namespace plainsock::test
