// The control connection: commands out, replies in, and the one place where the client waits.
#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "plainsock/ftp/command.hpp"
#include "plainsock/ftp/options.hpp"
#include "plainsock/ftp/reply_parser.hpp"
#include "plainsock/poller.hpp"
#include "stream.hpp"

namespace plainsock::ftp {

// A command as the first half of an error message: "RETR f.bin"; an argument that is a secret is left out.
std::string step_of(const Command& command);

class Control {
 public:
  explicit Control(const Options& options);

  // TCP, then the greeting. Throws ftp::Error like everything here.
  void connect(const std::string& host, std::uint16_t port);
  void close() noexcept;
  bool is_open() const noexcept { return stream_ != nullptr && !ended_; }

  const SocketAddress& peer() const noexcept { return peer_; }
  Result<SocketAddress> local_address() { return stream_->socket().local_address(); }
  const Reply& greeting() const noexcept { return greeting_; }

  // All commands in one segment, if it holds them.
  void send(std::span<const Command> commands);
  // The next reply, 1yz included; `step` is what it answers. A 421 is thrown.
  Reply reply(const std::string& step);
  // Sends one command and returns its reply, behind any 1yz.
  Reply ask(const Command& command);
  // The same for a reply that must be 2yz: every other is thrown.
  Reply demand(const Command& command);

  // A reply that has arrived already.
  std::optional<Reply> take_reply();
  // The server has ended the connection: no further reply will come.
  bool ended() const noexcept { return ended_; }
  // A transfer has ended: a late 226 or 426 of its own is not the answer to the next command.
  void expect_stray_replies() noexcept { strays_possible_ = true; }

  struct Ready {
    bool deadline_passed = false;  // nothing happened before
    Interest data = Interest::none;
  };
  // Waits for the control connection and, when there is one, for a data socket. Has read what the control
  // connection had when it returns. Throws when cancel() was called.
  Ready wait(Deadline deadline, const Socket* data = nullptr, Interest interest = Interest::none);

  Deadline deadline() const noexcept { return Deadline::after(options_.timeout); }
  const Options& options() const noexcept { return options_; }
  void cancel() noexcept;

  // ABOR for the transfer that is under way, and the replies to both; `owed`: how many are still to come. False
  // when they do not come soon: the connection is of no use any more.
  // `close_data`: ends the data connection once ABOR is on its way; Pure-FTPd answers one of the two only
  // otherwise.
  bool abort(int owed, const std::function<void()>& close_data) noexcept;
  // The last abort() has left the dialogue in order.
  bool aborted_in_order() const noexcept { return aborted_; }

 private:
  Result<TcpStream> begin(const std::string& host, std::uint16_t port, std::vector<ConnectFailure>& failures);
  void greet();
  void throw_if_cancelled();
  void send_abort();
  void write_all(std::string_view bytes);
  void receive();
  void received(std::size_t bytes);
  void end(std::error_code error);
  void acknowledge_at_once();
  void count(const Reply& reply) noexcept;
  void log(const Reply& reply) const;
  [[noreturn]] void throw_no_reply(const std::string& step) const;
  [[noreturn]] void throw_ended(const std::string& step) const;

  const Options& options_;
  Poller poller_;
  std::atomic<bool> cancelled_{false};
  std::unique_ptr<Stream> stream_;
  SocketAddress peer_;
  ReplyParser parser_;
  Reply greeting_;
  bool ended_ = false;
  std::error_code end_error_;
  bool quick_ack_works_ = true;
  bool acknowledge_ = false;  // something came since the last acknowledgement at once
  std::size_t owed_ = 0;      // final replies, as far as every command is answered by one
  bool strays_possible_ = false;
  bool aborted_ = false;
  int preliminary_ = 0;  // replies, one behind the other
};

}  // namespace plainsock::ftp
