// One control connection of a ScriptedServer.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "plainsock/line_reader.hpp"
#include "plainsock/tcp_listener.hpp"
#include "tests/support/script.hpp"

namespace plainsock::test {

// What the sessions of a server have in common.
struct ScriptState {
  Script script;
  std::string content;
  std::mutex mutex;
  std::vector<std::string> commands;
  std::map<std::string, std::size_t> used;  // how often each verb came
  std::size_t connections = 0;
  std::string uploaded;
};

class ScriptedSession {
 public:
  ScriptedSession(ScriptState& state, TcpStream control) : state_(state), control_(std::move(control)) {}

  // Until the client or the script ends it.
  void run();

 private:
  bool answer(const std::string& verb);
  bool perform(const Action& action);
  std::optional<std::string> next_command();
  std::string expanded(std::string text) const;
  void write(std::string_view text);
  void dribble(std::string_view text);
  void repeat(const std::string& text);
  void listen(const std::string& address);
  void intrude(const std::string& from);
  bool open_data();
  void send_data(std::string_view bytes);
  void send_content(const std::string& count);
  void receive(std::size_t limit);
  void expect_open();
  void reset();
  void wait_for_the_end();

  ScriptState& state_;
  TcpStream control_;
  LineReader lines_{64 * 1024};
  std::string verb_;
  std::string argument_;
  TcpListener listener_;
  std::optional<SocketAddress> active_;  // from PORT or EPRT
  TcpStream data_;
  TcpStream intruder_;
  std::size_t offset_ = 0;
  std::size_t sent_to_ = 0;
};

}  // namespace plainsock::test
