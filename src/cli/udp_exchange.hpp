// A question and its answer by UDP.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command.hpp"
#include "plainsock/udp_socket.hpp"

namespace plainsock::cli {

class UdpExchange {
 public:
  // Throws Failure when the name has no address.
  UdpExchange(const std::string& host, const std::string& port, const Context& context);

  // Sends `text` as one datagram and waits for one back, which is valid until the next call. Nothing when none came
  // in time, which is told. Throws Failure when the datagram was refused or could not go out.
  std::optional<std::string_view> ask(std::string_view text);

 private:
  UdpSocket socket_;
  std::string where_;
  const Context& context_;
  std::vector<std::byte> room_ = std::vector<std::byte>(65536);
};

}  // namespace plainsock::cli
