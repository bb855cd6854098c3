// plainsock chat join: a seat in the room.
#include <array>

#include "chat.hpp"
#include "chat_screen.hpp"
#include "network_text.hpp"
#include "plainsock/bytes.hpp"
#include "plainsock/console.hpp"
#include "plainsock/line_reader.hpp"
#include "server_input.hpp"
#include "server_stop.hpp"

namespace plainsock::cli {
namespace {

constexpr std::size_t longest_server_line = 32 * 1024;  // what a server may send
constexpr std::size_t most_unsent = 64 * 1024;          // what is read ahead from stdin

std::string name_from(const ChatJoinOptions& options) {
  if (!options.name.empty()) return options.name;
  return console::environment("USER").value_or(console::environment("USERNAME").value_or(""));
}

class Seat {
 public:
  Seat(TcpStream stream, const ChatJoinOptions& options, const Context& context)
      : stream_(std::move(stream)),
        where_(options.host + ':' + options.port),
        context_(context),
        poller_(Poller::create().value("poller")),
        wakes_(stop_, poller_),
        unsent_("/name " + name_from(options) + '\n') {
    poller_.add(stream_.socket(), watched_, 0).value("wait");
  }

  Status run() {
    input_.start([this] { static_cast<void>(poller_.wake()); }, screen_.reader());
    while (!stop_.requested() && !over_) {
      speak();
      watch();
      const auto events = poller_.wait(leave_by_).value("wait");
      if (events.empty() && leave_by_.passed())
        fail_at("receive", where_, std::make_error_code(std::errc::timed_out));
      if (!events.empty() && events[0].readable()) receive();
    }
    return stop_.status();
  }

 private:
  void speak() {
    send();
    while (unsent_.empty() && !said_all_ && take_input()) send();
  }

  // False when nothing has been typed.
  bool take_input() {
    for (auto line = next_typed(); line; line = next_typed()) {
      (unsent_ += *line) += '\n';
      if (means_leaving(*line)) return leave(), true;
    }
    if (!leaving() && input_.at_end()) leave();
    return leaving() || !unsent_.empty();
  }
  std::optional<std::string> next_typed() { return unsent_.size() < most_unsent ? input_.take() : std::nullopt; }

  bool leaving() const noexcept { return !leave_by_.is_never(); }
  void leave() { leave_by_ = context_.deadline(); }

  void send() {
    while (!unsent_.empty()) {
      const auto sent = stream_.try_write_some(bytes_of(unsent_));
      if (!sent && would_block(sent.error())) return;
      if (!sent) fail_at("send", where_, sent.error());
      unsent_.erase(0, *sent);
    }
    if (leaving() && !std::exchange(said_all_, true)) static_cast<void>(stream_.shutdown(Direction::write));
  }

  void watch() {
    const auto wanted = unsent_.empty() ? Interest::read : Interest::both;
    if (wanted == watched_) return;
    watched_ = wanted;
    poller_.modify(stream_.socket(), watched_, 0).value("wait");
  }

  void receive() {
    const auto read = stream_.try_read_some(lines_.room());
    if (!read && would_block(read.error())) return;
    if (!read) fail_at("receive", where_, read.error());
    lines_.received(*read);
    for (auto line = lines_.next(); !line || *line; line = lines_.next()) {
      if (line) screen_.show(**line);
    }
    if (*read > 0) return;
    if (!leaving()) throw Failure{Status::failed, "receive " + where_ + ": the server has ended the chat"};
    over_ = true;
  }

  TcpStream stream_;
  std::string where_;
  const Context& context_;
  ChatScreen screen_;
  Stop stop_;
  Poller poller_;
  Stop::Wakes wakes_;
  LineReader lines_{longest_server_line};
  std::string unsent_;
  Interest watched_ = Interest::read;
  Deadline leave_by_ = Deadline::never();
  bool said_all_ = false;
  bool over_ = false;
  InputLines input_;  // last: its thread wakes the others
};

// The one answer ends where the server closes, or a moment after its first part: some never close.
std::string answer_to(std::string_view message, const ChatJoinOptions& options, const Context& context) {
  auto stream = connect_to(options.host, options.port, context);
  const auto where = options.host + ':' + options.port;
  if (const auto sent = stream.write_all(bytes_of(message), context.deadline()); !sent)
    fail_at("send", where, sent.error);
  std::array<std::byte, 16384> room;
  std::string answer;
  auto patience = Deadline::never();  // a person is thinking
  for (;;) {
    const auto read = stream.read_some(room, patience);
    if (!read && answer.empty()) fail_at("receive", where, read.error());
    if (!read || *read == 0) return answer;
    answer += text_of(std::span{room}.first(*read));
    patience = Deadline::after(std::chrono::seconds{1});
  }
}

}  // namespace

Status join_chat(const ChatJoinOptions& options, const Context& context) {
  return Seat{connect_to(options.host, options.port, context), options, context}.run();
}

Status join_raw_chat(const ChatJoinOptions& options, const Context& context) {
  while (const auto line = next_line(ChatScreen::prompt)) {
    if (*line == "/quit") break;
    if (line->empty()) continue;
    NetworkText answer;
    answer.print(answer_to(*line, options, context));
    answer.finish(NetworkText::LineEnd::always);
    if (*line == "fim") break;
  }
  return Status::done;
}

}  // namespace plainsock::cli
