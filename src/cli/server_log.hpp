// The event lines of a server.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "plainsock/socket_address.hpp"

namespace plainsock::cli {

enum class Volume { quiet, all };

// Prints one line for each event to stdout, flushed, from a thread of its own: a slow reader of stdout must not
// slow the clients down. Any thread may report.
class EventLog {
 public:
  // `reader_gone` is called, from the printing thread, when nobody reads stdout any more.
  EventLog(Volume volume, std::function<void()> reader_gone);
  // Prints what is left.
  ~EventLog();
  EventLog(const EventLog&) = delete;
  EventLog& operator=(const EventLog&) = delete;

  void listening(const SocketAddress& address);
  void connected(const SocketAddress& peer);
  void received(const SocketAddress& peer, std::string_view bytes);
  void closed(const SocketAddress& peer);
  // Any other line, already safe for a terminal.
  void line(std::string_view text);

 private:
  void print_all();
  bool wait_for_text(std::string& text);

  Volume volume_;
  std::function<void()> reader_gone_;
  std::mutex mutex_;
  std::condition_variable more_;
  std::string waiting_;
  std::size_t dropped_ = 0;  // lines that found no room
  bool ended_ = false;
  std::thread printer_;  // last: it uses all the others
};

}  // namespace plainsock::cli
