#pragma once

#include <optional>
#include <string>

#include "command.hpp"
#include "server_options.hpp"

namespace plainsock::cli {

inline constexpr auto default_bot_file = "plainsock-bot.db";

struct BotServeOptions {
  ListenOptions listen;
  std::string file = default_bot_file;
  bool tcp = false;
};
struct BotTeachOptions {
  std::string file = default_bot_file;
  std::string question;
  std::string answer;
  std::string source;  // a file, "-" for stdin
};
struct BotListOptions {
  std::string file = default_bot_file;
};
struct BotAskOptions {
  std::string host;
  std::string port;
  std::optional<std::string> question;
  bool tcp = false;
};

Status serve_bot(const BotServeOptions& options, const Context& context);
Status teach_bot(const BotTeachOptions& options, const Context& context);
Status list_bot(const BotListOptions& options, const Context& context);
Status ask_bot(const BotAskOptions& options, const Context& context);

}  // namespace plainsock::cli
