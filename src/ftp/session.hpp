// A control connection that is logged in, with what is known about it, and what was sent ahead on it.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "control.hpp"
#include "data_connection.hpp"
#include "plainsock/ftp/client.hpp"

namespace plainsock::ftp {

class Session {
 public:
  explicit Session(Options options)
      : options_(std::move(options)), control_(options_), data_(control_), buffer_(buffer_size) {}

  void open(const Endpoint& server, const Credentials& credentials, const std::string& next);
  void greet(const Endpoint& server);
  void close() noexcept;

  Control& control() noexcept { return control_; }
  const Options& options() const noexcept { return options_; }
  void set_options(Options options) { options_ = std::move(options); }
  // For the bytes of a transfer; one for all, because a fresh one costs page faults.
  std::span<std::byte> buffer() noexcept { return buffer_; }

  // The replies to what was sent ahead come first.
  Reply ask(const Command& command);
  Reply demand(const Command& command);
  void set_type(Type type);
  // SIZE in the present type.
  std::optional<std::uint64_t> size(const std::string& path);
  DataChannel open_data();

  // Sends what the retrieval of `next` will need: a type of TYPE I, its SIZE, a port for its data.
  void send_ahead(const NextFile& next);
  // Sends the command of a transfer, and behind it the same for `next` if the server bears that: whether it does.
  bool send_transfer(const Command& command, const NextFile& next);
  // What was sent behind a transfer's command was answered while it ran: never again.
  void stop_sending_ahead() noexcept { ahead_works_ = false; }
  // Whether it looks at nothing else while it transfers, so that an upload may have ended before it begins.
  bool waits_for_transfers() const;

 private:
  static constexpr std::size_t buffer_size = 256 * 1024;

  void open_once(const Endpoint& server, const Credentials& credentials, const std::string& next);
  bool is_greeted_by(const Endpoint& server);
  void login(const Credentials& credentials, const std::string& next);
  std::vector<Command> commands_ahead(const NextFile& next);
  bool bears_behind(std::span<const Command> commands) const;
  bool is_server(std::string_view name) const;
  bool may_send_ahead() const noexcept { return ahead_works_ && options_.send_ahead == SendAhead::when_safe; }
  void settle();
  void on_ahead_reply(const Command& command, const Reply& reply);

  Options options_;
  Control control_;
  DataConnections data_;
  std::vector<std::byte> buffer_;
  std::optional<Type> type_;
  std::optional<Endpoint> greeted_by_;  // and nothing was said to it
  std::deque<Command> owed_;            // sent ahead, not answered yet
  std::optional<std::pair<std::string, Reply>> size_ahead_;
  bool ahead_works_ = true;
  int answered_ahead_ = 0;
};

}  // namespace plainsock::ftp
