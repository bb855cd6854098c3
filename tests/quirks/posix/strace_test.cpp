// The trace against strace(1): the same network calls, in the same order, with the same arguments and results.
#include <gtest/gtest.h>

#include <cstdio>
#include <regex>
#include <sstream>

#include "plainsock/poller.hpp"
#include "plainsock/trace.hpp"
#include "tests/support/loopback.hpp"
#include "tests/support/process.hpp"
#include "tests/support/real_server.hpp"
#include "tests/support/temp_folder.hpp"

using namespace plainsock;
using namespace plainsock::test;

namespace {

constexpr auto watched_calls = "%network,poll,epoll_create1,epoll_ctl,epoll_wait,eventfd2,openat";

struct Rewriting {
  const char* pattern;
  const char* text;
};

// What strace writes in another way.
const Rewriting strace_rewritings[] = {
    {R"-(^\d+ +)-", ""},  // the process
    {R"-(\) += )-", ") = "},
    {R"-(0x[0-9a-f]+)-", "?"},  // what a call did not fill
    {R"-(\[ECONNREFUSED\])-", "[111]"},
    {R"-(\{sa_family=AF_INET, sin_port=htons\((\d+)\), sin_addr=inet_addr\("([\d.]+)"\)\})-", "$2:$1"},
    {R"-(\{sa_family=AF_INET6, sin6_port=htons\((\d+)\),.*?inet_pton\(AF_INET6, "([0-9a-f:]+)".*?\})-", "[$2]:$1"},
    {R"-(\[\d+ => (\d+)\])-", "[$1]"},    // a length before and after
    {R"-(\bIPPROTO_IP\b\) =)-", "0) ="},  // the protocol of socket()
    {R"-(\bSOL_(TCP|IPV6|UDP|IP)\b)-", "IPPROTO_$1"},
    {R"-(\{events=([A-Z|]+), data=.*?\}\})-", "$1"},  // epoll_ctl
    {R"-((epoll_wait\(\d+, )\[.*\])-", "$1[...]"},
    {R"-(^(poll\().*(, \d+, -?\d+\) = \d+).*)-", "$1...$2"},
    {R"-("(USER|PASS) .*?"(\.\.\.)?, (\d+, ))-", R"("****", $3)"},  // the trace hides it
    {R"-( \(Timeout\)$)-", ""},
    {R"-(( = -1 E\w+) \(.*\)$)-", "$1"},
};
const Rewriting trace_rewritings[] = {
    {R"-( <\d+\.\d+>$)-", ""},
    {R"-((recvfrom\(\d+, )""(.* = -1 ))-", "$1?$2"},
    {R"-((EPOLL_CTL_DEL, \d+, )0)-", "$1?"},
    {R"-(^(poll\().*(, \d+, -?\d+\) = \d+).*)-", "$1...$2"},
};

template <std::size_t N>
std::string rewritten(std::string line, const Rewriting (&rewritings)[N]) {
  for (const auto& [pattern, text] : rewritings) line = std::regex_replace(line, std::regex{pattern}, text);
  return line;
}

// One call a line; what is no call, and calls that strace was not asked for, are left out.
template <std::size_t N>
std::vector<std::string> calls_in(const std::string& text, const Rewriting (&rewritings)[N]) {
  static const std::regex wanted{
      R"(^(?!close|ioctl|openat|read\(|write|getaddrinfo|getnameinfo)\w+\(.*\) = -?\d+)"};
  std::vector<std::string> calls;
  std::istringstream lines{text};
  for (std::string line; std::getline(lines, line);) {
    line = rewritten(line, rewritings);
    if (std::regex_search(line, wanted)) calls.push_back(line);
  }
  return calls;
}

// What came before the trace was opened, while the program was loaded, is not its business.
std::string since(const std::string& seen, const std::filesystem::path& opened) {
  const auto begin = seen.find(opened.filename().string() + "\"");
  return begin == std::string::npos ? std::string{} : seen.substr(begin);
}

// Runs `words` under strace; `traced` is where they write their own trace to.
void expect_same_calls(const TempFolder& folder, const std::vector<std::string>& words,
                       const std::filesystem::path& traced) {
  const auto seen = folder / "strace.txt";
  std::vector<std::string> all{
      "strace", "-f",         "-qqq", "-s", "32", "-e", "signal=none", "-e", std::string{"trace="} + watched_calls,
      "-o",     seen.string()};
  all.insert(all.end(), words.begin(), words.end());
  // The leak checker of the address sanitizer is a tracer itself.
  const auto finished = run_command(all, {}, {.environment = {"ASAN_OPTIONS=detect_leaks=0"}});
  ASSERT_EQ(finished.exit_code, 0) << finished.out << finished.err;
  const auto ours = calls_in(read_file(traced), trace_rewritings);
  EXPECT_FALSE(ours.empty());
  EXPECT_EQ(ours, calls_in(since(read_file(seen), traced), strace_rewritings));
}

// This program again, with one of the scenes below.
void expect_same_calls_of(const std::string& scene) {
  const TempFolder folder;
  const auto own = std::filesystem::read_symlink("/proc/self/exe").string();
  const auto traced = folder / "trace.txt";
  expect_same_calls(
      folder, {"env", "PLAINSOCK_TEST_TRACE=" + traced.string(), own, "--gtest_filter=Traced." + scene}, traced);
}

// The file that the outer test asks for; nowhere when a scene is run by itself.
class TraceFile final : public TraceSink {
 public:
  TraceFile() : file_(std::fopen(name(), "wb")) { trace_to(this); }
  ~TraceFile() {
    trace_to(nullptr);
    std::fclose(file_);
  }
  TraceFile(const TraceFile&) = delete;
  TraceFile& operator=(const TraceFile&) = delete;
  void line(std::string_view text) noexcept override {
    std::fprintf(file_, "%.*s\n", static_cast<int>(text.size()), text.data());
  }

 private:
  static const char* name() noexcept {
    const char* asked = std::getenv("PLAINSOCK_TEST_TRACE");
    return asked ? asked : "/dev/null";
  }
  std::FILE* file_;
};

}  // namespace

TEST(Traced, connect) {
  const TraceFile file;
  for (const auto family : {Family::ipv4, Family::ipv6}) {
    auto [client, server] = tcp_pair(family);
    ASSERT_TRUE(client.socket().set(option::no_delay, true));
    ASSERT_TRUE(client.write_all(bytes_of("a line\r\n")));
    ASSERT_TRUE(client.write_all(bytes_of(std::string(100, 'x')), soon()));
    ASSERT_TRUE(client.shutdown(Direction::write));
    EXPECT_EQ(read_to_end(server).size(), 108u);
    ASSERT_TRUE(server.finish(soon()));
  }
}

TEST(Traced, refused) {
  const TraceFile file;
  EXPECT_FALSE(TcpStream::connect(closed_port()));
  EXPECT_FALSE(TcpStream::connect(closed_port(), soon()));
  EXPECT_FALSE(TcpStream::connect("", "1", soon()));
  Socket none;
  EXPECT_FALSE(none.peer_address());
}

TEST(Traced, udp) {
  const TraceFile file;
  auto server = UdpSocket::bind(any_port()).value();
  auto client = UdpSocket::connect(server.local_address().value()).value();
  std::array<std::byte, 100> buffer;
  SocketAddress from;
  ASSERT_TRUE(client.send(bytes_of("ping"), soon()));
  ASSERT_TRUE(server.receive_from(buffer, from, soon()));
  ASSERT_TRUE(server.send_to(bytes_of("pong"), from, soon()));
  ASSERT_TRUE(client.receive(buffer, soon()));
  EXPECT_FALSE(client.try_receive(buffer));
}

TEST(Traced, epoll) {
  const TraceFile file;
  auto poller = Poller::create(Backend::epoll).value();
  auto [client, server] = tcp_pair();
  ASSERT_TRUE(poller.add(server.socket(), Interest::read, 1));
  ASSERT_TRUE(poller.wait(Deadline::after(std::chrono::seconds{0})));
  ASSERT_TRUE(client.write_all(bytes_of("x")));
  ASSERT_TRUE(poller.wait(Deadline::never()));
  ASSERT_TRUE(poller.modify(server.socket(), Interest::both, 1));
  ASSERT_TRUE(poller.wait(Deadline::never()));
  ASSERT_TRUE(poller.remove(server.socket()));
  EXPECT_FALSE(poller.remove(server.socket()));
  ASSERT_TRUE(poller.wake());
  ASSERT_TRUE(poller.wait(Deadline::never()));
}

TEST(Strace, sees_the_calls_of_a_connection_as_the_trace_does) { expect_same_calls_of("connect"); }
TEST(Strace, sees_the_calls_of_a_refused_connection_as_the_trace_does) { expect_same_calls_of("refused"); }
TEST(Strace, sees_the_calls_of_datagrams_as_the_trace_does) { expect_same_calls_of("udp"); }
TEST(Strace, sees_the_calls_of_a_poller_as_the_trace_does) { expect_same_calls_of("epoll"); }

TEST(Strace, sees_the_calls_of_a_download_as_the_trace_does) {
  const TempFolder folder;
  const RealServer server{"pyftpdlib"};
  const std::string content(100'000, 'x');  // text: strace has its own way with other bytes
  write_file(server.pub() / "f.bin", content);
  const auto traced = folder / "trace.txt";
  expect_same_calls(folder,
                    {plainsock_program(), "--trace=" + traced.string(), "ftp", "get", server.url() + "f.bin", "-o",
                     (folder / "out").string()},
                    traced);
  EXPECT_EQ(read_file(folder / "out"), content);
}
