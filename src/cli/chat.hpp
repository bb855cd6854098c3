#pragma once

#include <string>

#include "command.hpp"
#include "server_options.hpp"

namespace plainsock::cli {

struct ChatServeOptions {
  ListenOptions listen;
  bool raw = false;
};
struct ChatJoinOptions {
  std::string host;
  std::string port;
  std::string name;
  bool raw = false;
};

Status serve_chat(const ChatServeOptions& options, const Context& context);
Status join_chat(const ChatJoinOptions& options, const Context& context);
// As the smallest chat programs do: a connection for each message, one answer on it.
Status join_raw_chat(const ChatJoinOptions& options, const Context& context);

}  // namespace plainsock::cli
