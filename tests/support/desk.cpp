#include "tests/support/desk.hpp"

#include <array>
#include <fstream>
#include <stdexcept>

#include "plainsock/bytes.hpp"
#include "plainsock/error.hpp"

namespace plainsock::test {

DeskConnection::DeskConnection() {
  std::ifstream file{PLAINSOCK_DESK};
  std::uint16_t port = 0;
  std::string token;
  file >> port >> token;
  auto connected = TcpStream::connect(SocketAddress{IpAddress::loopback(Family::ipv4), port});
  if (!file || !connected) {
    throw std::runtime_error(
        "no desk to run programs: use ctest, or first call tests/support/desk.py " PLAINSOCK_DESK);
  }
  stream_ = std::move(*connected);
  send("token", token);
}

void DeskConnection::send(std::string_view word, std::string_view content) {
  std::string frame{word};
  frame.append(" ").append(std::to_string(content.size())).append("\n").append(content);
  if (const auto sent = stream_.write_all(bytes_of(frame)); !sent) throw std::system_error(sent.error, "desk");
}

DeskConnection::Frame DeskConnection::receive(Deadline deadline) {
  while (received_.find('\n') == std::string::npos) receive_more(deadline);
  const auto line_end = received_.find('\n');
  const auto space = received_.find(' ');
  const auto length = std::stoul(received_.substr(space, line_end - space));
  while (received_.size() - line_end - 1 < length) receive_more(deadline);
  Frame frame{take(space), {}};
  take(line_end - space + 1);
  frame.content = take(length);
  return frame;
}

void DeskConnection::receive_more(Deadline deadline) {
  std::array<std::byte, 65536> buffer;
  const auto bytes = stream_.read_some(buffer, deadline).value("desk");
  if (bytes == 0) throw std::system_error(make_error_code(SocketError::end_of_stream), "desk");
  received_.append(text_of(std::span{buffer}.first(bytes)));
}

std::string DeskConnection::take(std::size_t bytes) {
  auto taken = received_.substr(0, bytes);
  received_.erase(0, bytes);
  return taken;
}

}  // namespace plainsock::test
