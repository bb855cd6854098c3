// How `tcp serve`, `udp serve` and `bot serve` answer.
#pragma once

#include <mutex>
#include <optional>
#include <string>

#include "plainsock/poller.hpp"
#include "plainsock/socket_address.hpp"
#include "server_input.hpp"
#include "server_stop.hpp"

namespace CLI {
class App;
}

namespace plainsock::cli {

class Responder {
 public:
  // `stay` is a conversation: unless it is an echo, a message is one or more whole lines, however they were sent.
  enum class Then { stay, close };

  virtual ~Responder() = default;
  // The answer is the message: no need to ask for it.
  virtual bool echoes() const noexcept { return false; }
  // What happens to a connection after an answer.
  virtual Then then() const noexcept = 0;
  // From any thread. Nothing when the server is to end.
  virtual std::optional<std::string> answer(std::string_view message, const SocketAddress& peer) = 0;
};

struct AnswerOptions {
  bool echo = false;  // what happens anyway
  std::optional<std::string> reply;
  bool prompt = false;
};
void add_answer_options(CLI::App& command, AnswerOptions& options);

// The message itself, a fixed text, or what the operator types. Where nothing is read from stdin, its end stops the
// server; where something is, the server ends after the answer that was the last.
class ConfiguredResponder final : public Responder {
 public:
  ConfiguredResponder(const AnswerOptions& options, Stop& stop);

  bool echoes() const noexcept override { return !options_.prompt && !options_.reply; }
  Then then() const noexcept override { return echoes() ? Then::stay : Then::close; }
  std::optional<std::string> answer(std::string_view message, const SocketAddress& peer) override;

 private:
  std::optional<std::string> ask(const SocketAddress& peer);

  const AnswerOptions& options_;
  Stop& stop_;
  Poller waiting_;
  Stop::Wakes wakes_;
  std::mutex one_question_;  // the operator is asked by one client at a time
  std::optional<StopAtEndOfInput> unread_;
  InputLines answers_;
};

}  // namespace plainsock::cli
