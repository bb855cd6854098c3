// Where a person chats: what comes in stands above what is being typed. Which of the two implementations there is,
// CMake decides.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace plainsock::cli {

class ChatScreen {
 public:
  ChatScreen();
  ~ChatScreen();  // leaves the terminal as it was, whoever still reads
  ChatScreen(const ChatScreen&) = delete;
  ChatScreen& operator=(const ChatScreen&) = delete;

  // What waits for the next line and gives it; nothing at the end. For a thread of its own, which may outlive the
  // screen: it stays in its read until the program ends.
  std::function<std::optional<std::string>()> reader() const;
  // A line from the network; of another thread than the reader's.
  void show(std::string_view line) const;

  static constexpr const char* prompt = "> ";

 private:
  static constexpr std::string_view clear_line = "\r\x1b[K";  // ECMA-48: carriage return, erase in line

  struct State;
  std::shared_ptr<State> state_;  // nothing where no person types
};

}  // namespace plainsock::cli
