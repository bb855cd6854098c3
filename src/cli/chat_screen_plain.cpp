// Without an editor nobody knows what has been typed so far: only the prompt is shown anew.
#include <iostream>

#include "chat_screen.hpp"
#include "command.hpp"
#include "plainsock/console.hpp"
#include "plainsock/visible.hpp"
#include "server_input.hpp"

namespace plainsock::cli {

struct ChatScreen::State {};

ChatScreen::ChatScreen() {
  if (console::is_terminal(console::Stream::input) && console::is_terminal(console::Stream::output))
    state_ = std::make_shared<State>();
}
ChatScreen::~ChatScreen() = default;

std::function<std::optional<std::string>()> ChatScreen::reader() const {
  return [] { return next_line(prompt); };
}

void ChatScreen::show(std::string_view line) const {
  if (state_) print(clear_line);
  print_line(visible(line), Flush::yes);
  if (state_) std::cerr << prompt << std::flush;
}

}  // namespace plainsock::cli
