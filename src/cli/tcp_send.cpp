// plainsock tcp send: says something and shows what comes back.
#include <CLI/CLI.hpp>
#include <atomic>
#include <memory>
#include <thread>

#include "network_text.hpp"
#include "plainsock/bytes.hpp"
#include "plainsock/tcp_stream.hpp"
#include "server_input.hpp"
#include "server_options.hpp"
#include "tcp.hpp"

namespace plainsock::cli {
namespace {

struct TcpSendOptions {
  std::string host;
  std::string port;
  std::optional<std::string> message;
};

// Sends in a thread of its own: who writes everything before reading comes to a stop when the other end does too.
// Outlives the command when stdin does not end.
class Sender {
 public:
  Sender(std::shared_ptr<TcpStream> stream, Deadline::Clock::duration patience)
      : stream_(std::move(stream)), patience_(patience) {}

  void send(const std::optional<std::string>& message) {
    char room[16384];
    std::size_t size = 0;
    if (message) send_some(*message);
    while (!message && !error_ && (size = read_input(room)) > 0) send_some({room, size});
    static_cast<void>(stream_->shutdown(Direction::write));
    done_ = true;
  }

  bool is_done() const noexcept { return done_; }
  std::error_code error() const noexcept { return done_ ? error_ : std::error_code{}; }

 private:
  void send_some(std::string_view text) {
    error_ = stream_->write_all(bytes_of(text), Deadline::after(patience_)).error;
  }

  std::shared_ptr<TcpStream> stream_;
  Deadline::Clock::duration patience_;
  std::error_code error_;
  std::atomic<bool> done_{false};
};

// While stdin is open the silence is ours.
Result<std::size_t> read_some(TcpStream& stream, std::span<std::byte> room, const Sender& sender,
                              const Context& context) {
  for (;;) {
    const bool all_said = sender.is_done();
    auto read = stream.read_some(room, context.deadline());
    if (read || read.error() != std::errc::timed_out || all_said) return read;
  }
}

Status send_over_tcp(const TcpSendOptions& options, const Context& context) {
  const auto stream = std::make_shared<TcpStream>(connect_to(options.host, options.port, context));
  const auto where = options.host + ':' + options.port;
  const auto sender = std::make_shared<Sender>(stream, context.patience());
  std::thread{[sender, message = options.message] { sender->send(message); }}.detach();
  std::array<std::byte, 16384> room;
  NetworkText answer;
  for (;;) {
    const auto read = read_some(*stream, room, *sender, context);
    if (!read) fail_at("receive", where, read.error());
    if (*read == 0) break;
    answer.print(text_of(std::span{room}.first(*read)));
  }
  answer.finish();
  if (sender->error()) fail_at("send", where, sender->error());
  return Status::done;
}

}  // namespace

void add_tcp_send(CLI::App& tcp, Context& context) {
  auto* command = tcp.add_subcommand("send", "Send MESSAGE (or stdin), then print what comes back until the end");
  const auto options = std::make_shared<TcpSendOptions>();
  command->add_option("HOST", options->host, "A name or an address")->required();
  command->add_option("PORT", options->port, "A port number or a service's name")->required();
  command->add_option("MESSAGE", options->message, "What to send, as it is; none: stdin until its end");
  command->callback(
      [options, &context] { context.run = [options, &context] { return send_over_tcp(*options, context); }; });
}

}  // namespace plainsock::cli
