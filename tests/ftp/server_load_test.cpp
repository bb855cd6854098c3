// Many clients at once.
#include <deque>

#include "tests/ftp/server_lab.hpp"

namespace plainsock::test {
namespace {

// Every transfer has begun before the first is read, so the server has 500 of them under way in its one thread.
TEST(ServerLoad, serves_500_clients_at_once_a_mebibyte_each) {
  constexpr std::size_t clients = 500;
  const ServerLab lab;
  const auto content = test_bytes(1 << 20);
  write_file(lab / "f", content);
  std::deque<RawClient> all;
  std::deque<TcpStream> data;
  for (std::size_t i = 0; i < clients; ++i) {
    auto& client = all.emplace_back(lab.address());
    client.log_in();
    data.push_back(client.open_data());
    client.send("RETR f\r\n");
  }
  for (auto& client : all) EXPECT_EQ(client.reply().code, 150);
  std::size_t right = 0;
  for (auto& stream : data) right += read_to_end(stream) == content ? 1 : 0;
  EXPECT_EQ(right, clients);
  for (auto& client : all) EXPECT_EQ(client.reply().code, 226);
}

}  // namespace
}  // namespace plainsock::test
