// Unix domain sockets where the system has them; a clear refusal where it has not.
#include "plainsock/local_socket.hpp"

#include <gtest/gtest.h>

#include "tests/support/loopback.hpp"
#include "tests/support/temp_folder.hpp"

using namespace plainsock;
using namespace plainsock::test;
using namespace std::chrono_literals;

namespace {

class Local : public testing::Test {
 protected:
  // What the system does not have is refused by name: then the test has nothing more to ask.
  template <class T>
  static bool refused(const Result<T>& opened) {
    if (opened) return false;
    EXPECT_EQ(opened.error(), std::errc::address_family_not_supported) << opened.error().message();
    return true;
  }

  TempFolder folder_;
  std::string path_ = (folder_ / "s").string();
};

}  // namespace

TEST_F(Local, a_stream_carries_bytes_both_ways_and_tells_the_end) {
  auto listening = local::listen(path_);
  if (refused(listening)) return;
  auto client = local::connect(path_, soon()).value();
  auto server = listening->accept(soon()).value().stream;
  EXPECT_EQ(client.peer_address().value(), SocketAddress::local(path_).value());
  ASSERT_TRUE(client.write_all(bytes_of("hello"), soon()));
  ASSERT_TRUE(client.shutdown(Direction::write));
  EXPECT_EQ(read_to_end(server), "hello");
  ASSERT_TRUE(server.write_all(bytes_of("bye"), soon()));
  ASSERT_TRUE(server.close());
  EXPECT_EQ(read_to_end(client), "bye");
}

TEST_F(Local, a_path_is_taken_until_its_file_is_removed) {
  auto first = local::listen(path_);
  if (refused(first)) return;
  EXPECT_EQ(local::listen(path_).error(), std::errc::address_in_use);
  ASSERT_TRUE(first->socket().close());
  EXPECT_EQ(local::listen(path_).error(), std::errc::address_in_use);
  EXPECT_EQ(local::connect(path_, soon()).error(), std::errc::connection_refused);
  std::filesystem::remove(path_);
  EXPECT_TRUE(local::listen(path_));
}

TEST_F(Local, a_path_without_a_file_is_no_such_file) {
  const auto nobody = local::connect(path_, soon());
  EXPECT_TRUE(nobody.error() == std::errc::no_such_file_or_directory ||
              nobody.error() == std::errc::address_family_not_supported)
      << nobody.error().message();
}

TEST_F(Local, a_datagram_arrives_whole_and_an_answer_finds_back) {
  auto server = local::bind(path_);
  if (refused(server)) return;
  auto client = local::bind("").value();
  ASSERT_TRUE(client.send_to(bytes_of("ping"), SocketAddress::local(path_).value()));
  std::array<std::byte, 3> buffer;
  SocketAddress from;
  const auto got = server->receive_from(buffer, from, soon()).value();
  EXPECT_EQ(got.size, 3u);
  EXPECT_TRUE(got.truncated);
  ASSERT_EQ(from, client.local_address().value());
  EXPECT_EQ(from.to_string().front(), '@');
  ASSERT_TRUE(server->send_to(bytes_of("pong"), from));
  EXPECT_EQ(receive_text(client), "pong");
}

TEST_F(Local, a_datagram_without_a_name_has_an_empty_sender) {
  auto server = local::bind(path_);
  if (refused(server)) return;
  auto client = local::connect_datagram(path_).value();
  ASSERT_TRUE(client.send(bytes_of("x")));
  std::array<std::byte, 3> buffer;
  SocketAddress from;
  EXPECT_EQ(server->receive_from(buffer, from, soon()).value().size, 1u);
  EXPECT_EQ(from.path(), "");
}

TEST_F(Local, a_name_that_is_too_long_or_has_a_nul_is_refused) {
  EXPECT_EQ(local::listen(std::string(108, 'x')).error(), std::errc::filename_too_long);
  EXPECT_EQ(local::connect(std::string("a\0b", 3)).error(), SocketError::bad_address);
}
