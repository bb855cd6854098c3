// The desk that CTest starts (desk.py): it runs programs for the tests.
#pragma once

#include <string>
#include <string_view>

#include "plainsock/deadline.hpp"
#include "plainsock/tcp_stream.hpp"

namespace plainsock::test {

// A connection to the desk, which is one process. Ends the process when it is destroyed.
class DeskConnection {
 public:
  struct Frame {
    std::string word;
    std::string content;
  };

  // Throws when no desk is there: run the tests by ctest, or start one as the message says.
  DeskConnection();

  void send(std::string_view word, std::string_view content = {});
  // Throws std::system_error, errc::timed_out among them.
  Frame receive(Deadline);

 private:
  void receive_more(Deadline);
  std::string take(std::size_t bytes);

  TcpStream stream_;
  std::string received_;
};

}  // namespace plainsock::test
