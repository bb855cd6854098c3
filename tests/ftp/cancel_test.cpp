// Stopping what is under way: ABOR, and the connection afterwards.
#include <gtest/gtest.h>

#include <thread>

#include "plainsock/ftp/client.hpp"
#include "plainsock/tcp_listener.hpp"
#include "tests/support/process.hpp"
#include "tests/support/real_server.hpp"
#include "tests/support/scripted_server.hpp"
#include "tests/support/temp_folder.hpp"

namespace plainsock::test {
namespace {

class SinkThatTells final : public ftp::DataSink {
 public:
  explicit SinkThatTells(std::function<void()> tell) : tell_(std::move(tell)) {}
  void write(std::span<const std::byte>) override { tell_(); }

 private:
  std::function<void()> tell_;
};

// True when the transfer ended because it was cancelled.
bool is_cancelled(const std::function<void()>& work) {
  try {
    work();
  } catch (const ftp::Error& error) {
    EXPECT_EQ(error.category(), ftp::Category::cancelled) << error.what();
    return error.category() == ftp::Category::cancelled;
  }
  return false;
}

// A port behind which nobody answers: its queue is full, and what comes then is dropped.
class SilentPort {
 public:
  SilentPort() {
    for (auto& each : queue_) each = TcpStream::begin_connect(listener_.local_address().value()).value();
  }
  std::uint16_t port() const { return listener_.local_address().value().port(); }

 private:
  TcpListener listener_ = TcpListener::bind({IpAddress::loopback(Family::ipv4), 0}, 1).value();
  std::array<TcpStream, 4> queue_;
};

class FtpCancel : public testing::TestWithParam<const char*> {
 protected:
  // Not every server answers both the broken transfer and the ABOR in time: then the connection is given up.
  void expect_order(ftp::Client& client, const RealServer& server) {
    if (!client.is_open()) client.open({"127.0.0.1", server.port()});
    EXPECT_EQ(client.command("NOOP").code, 200);
    EXPECT_TRUE(client.working_directory());
  }
};

TEST_P(FtpCancel, aborts_a_download_and_keeps_the_connection_to_a_real_server) {
  const RealServer server{GetParam()};
  write_file(server.pub() / "f", test_bytes(32'000'000));
  ftp::Client client;
  client.open({"127.0.0.1", server.port()});
  SinkThatTells sink{[&] { client.cancel(); }};
  EXPECT_TRUE(is_cancelled([&] { client.retrieve("f", sink); }));
  EXPECT_TRUE(client.is_open() || std::string_view{GetParam()} != "vsftpd");
  expect_order(client, server);
}

TEST(FtpCancelled, ends_a_connect_that_nobody_answers) {
  const SilentPort silent;
  ftp::Client client;
  std::thread other{[&] { client.cancel(); }};  // before the connect or in it: both must end it
  EXPECT_TRUE(is_cancelled([&] { client.open({"127.0.0.1", silent.port()}); }));
  other.join();
}

TEST_P(FtpCancel, aborts_an_upload_which_is_not_taken_for_complete) {
  const RealServer server{GetParam()};
  ftp::Options options;
  ftp::Client* running = nullptr;
  std::vector<std::string> replies;
  options.progress = [&](const ftp::Progress& progress) {
    if (progress.bytes > 1'000'000) running->cancel();
  };
  options.log = [&](ftp::Wire, std::string_view line) { replies.emplace_back(line); };
  ftp::Client client{options};
  running = &client;
  client.open({"127.0.0.1", server.port()}, {"ftplab", "ftplab-pw", {}});
  const TempFolder folder;
  write_file(folder / "f", test_bytes(32'000'000));
  auto file = LocalFile::open(folder / "f").value();
  ftp::FileSource source{file, "f"};
  EXPECT_TRUE(is_cancelled([&] { client.store("f", source); }));
  EXPECT_FALSE(client.is_open());
  EXPECT_EQ(std::count_if(replies.begin(), replies.end(), [](const auto& line) { return line.starts_with("226"); }),
            0);
  expect_order(client, server);
}

INSTANTIATE_TEST_SUITE_P(, FtpCancel, testing::Values("vsftpd", "pure-ftpd", "proftpd", "pyftpdlib"),
                         [](const auto& server) {
                           std::string name{server.param};
                           std::erase(name, '-');
                           return name;
                         });

TEST(FtpCancelled, from_another_thread_ends_a_wait_at_once_and_only_that) {
  const ScriptedServer server{"RETR send 150 go | data 3\nABOR send 426 cut | send 226 aborted", "content"};
  ftp::Client client;
  client.open({"127.0.0.1", server.address().port()});
  std::thread other;
  SinkThatTells sink{[&] { other = std::thread{[&] { client.cancel(); }}; }};
  EXPECT_TRUE(is_cancelled([&] { client.retrieve("f", sink); }));
  other.join();
  ASSERT_TRUE(client.is_open());
  EXPECT_EQ(client.command("NOOP").code, 200);
  const auto aborted = server.commands();
  EXPECT_TRUE(std::any_of(aborted.begin(), aborted.end(), [](const auto& each) { return each.ends_with("ABOR"); }));
}

TEST(FtpCancelled, closes_the_connection_to_a_server_that_does_not_answer_the_abort) {
  const ScriptedServer server{"RETR send 150 go | data 3 | silence", "content"};
  ftp::Client client;
  client.open({"127.0.0.1", server.address().port()});
  SinkThatTells sink{[&] { client.cancel(); }};
  EXPECT_TRUE(is_cancelled([&] { client.retrieve("f", sink); }));
  EXPECT_FALSE(client.is_open());
}

TEST(FtpCancelled, by_ctrl_c_ends_the_program_with_130_and_leaves_no_file) {
  const ScriptedServer server{"RETR send 150 go | data 3 | silence", "content"};
  const TempFolder folder;
  Process get{{"ftp", "get", "-o", (folder / "f").string(), "--progress", "never", server.url() + "f"}};
  while (server.commands("RETR").empty()) std::this_thread::yield();
  get.interrupt();
  EXPECT_EQ(get.finish().exit_code, 130);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace plainsock::test
