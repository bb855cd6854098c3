#include "control.hpp"

#include <array>

#include "network_error.hpp"
#include "plainsock/bytes.hpp"
#include "plainsock/error.hpp"
#include "plainsock/ftp/error.hpp"
#include "plainsock/trace.hpp"
#include "plainsock/visible.hpp"
#include "seconds.hpp"
#include "server_text.hpp"

namespace plainsock::ftp {
namespace {

enum : std::uintptr_t { control_key, data_key };

constexpr int most_preliminary = 1000;

// How long a server may take to answer ABOR.
constexpr std::chrono::milliseconds abort_wait{2'000};

// poll needs no set in the kernel, which pays for two sockets; Windows has select only.
Poller make_poller() {
  auto poller = Poller::create(Backend::poll);
  return poller ? std::move(*poller) : Poller::create().value("poller");
}

bool carries_a_secret(const Command& command) { return loggable(encode(command)).ends_with(" ****"); }

// What ends a transfer and never answers anything else.
bool ends_a_transfer(const Reply& reply) {
  return reply.code == 125 || reply.code == 150 || reply.code == 225 || reply.code == 226 || reply.code == 426;
}

}  // namespace

std::string step_of(const Command& command) {
  if (command.argument.empty() || carries_a_secret(command)) return command.verb;
  return command.verb + ' ' + command.argument;
}

Control::Control(const Options& options) : options_(options), poller_(make_poller()) {}

void Control::connect(const std::string& host, std::uint16_t port) {
  close();
  std::vector<ConnectFailure> failures;
  auto stream = begin(host, port, failures);
  if (!stream) throw connect_error(host, port, stream.error(), failures);
  peer_ = stream->peer_address().value("getpeername");
  static_cast<void>(stream->socket().set(option::no_delay, true));
  static_cast<void>(stream->socket().set(option::keep_alive, true));
  stream_ = std::make_unique<PlainStream>(std::move(*stream));
  poller_.add(stream_->socket(), Interest::read, control_key).value("poll");
  greet();
}

// A wake that nothing was waiting for any more, of a cancel() before this, counts as none.
Result<TcpStream> Control::begin(const std::string& host, std::uint16_t port,
                                 std::vector<ConnectFailure>& failures) {
  const auto until = deadline();
  for (;;) {
    failures.clear();
    auto stream = TcpStream::connect(host, std::to_string(port), until, {options_.family, &failures, &poller_});
    throw_if_cancelled();
    if (stream || stream.error() != std::errc::operation_canceled) return stream;
  }
}

// 120 says that the service will be ready soon (RFC 959 section 5.4).
void Control::greet() {
  const std::string step = "connect " + peer_.to_string();
  do greeting_ = reply(step);
  while (greeting_.preliminary());
  if (!greeting_.completion()) throw Error(step, greeting_);
}

void Control::close() noexcept {
  if (stream_ && !ended_) static_cast<void>(poller_.remove(stream_->socket()));
  stream_.reset();
  parser_ = {};
  ended_ = strays_possible_ = acknowledge_ = false;
  owed_ = 0;
  end_error_ = {};
}

void Control::send(std::span<const Command> commands) {
  std::string bytes;
  bool secret = false;
  aborted_ = false;
  for (const auto& command : commands) {
    bytes += encode(to_server(command.verb, options_.encoding), to_server(command.argument, options_.encoding));
    secret = secret || carries_a_secret(command);
  }
  if (options_.log) {
    for (const auto& command : commands) options_.log(Wire::sent, loggable(encode(command)));
  }
  std::optional<HideTracedData> hide;
  if (secret) hide.emplace();
  owed_ += commands.size();
  write_all(bytes);
}

// What cannot be sent is not reported here: whoever waits for the reply is told, after what the server said before.
void Control::write_all(std::string_view bytes) {
  const auto until = deadline();
  while (!bytes.empty() && is_open()) {
    const auto written = stream_->try_write(bytes_of(bytes));
    if (written) {
      bytes.remove_prefix(*written);
    } else if (!would_block(written.error())) {
      return end(written.error());
    } else if (!stream_->socket().wait(Interest::write, until)) {
      throw Error(Category::timeout, "send", "the server takes no more commands", Retry::can_help);
    }
  }
}

Reply Control::reply(const std::string& step) {
  const auto until = deadline();
  for (;;) {
    if (auto reply = take_reply()) {
      const bool stray = std::exchange(strays_possible_, false) && ends_a_transfer(*reply);
      if (stray) continue;
      if (reply->code == 421) throw Error(step, *reply);
      return std::move(*reply);
    }
    if (!is_open()) throw_ended(step);
    if (wait(until).deadline_passed) throw_no_reply(step);
  }
}

Reply Control::ask(const Command& command) {
  send({&command, 1});
  for (;;) {
    auto answer = reply(step_of(command));
    if (!answer.preliminary()) return answer;
  }
}

Reply Control::demand(const Command& command) {
  auto answer = ask(command);
  if (!answer.completion()) throw Error(step_of(command), answer);
  return answer;
}

std::optional<Reply> Control::take_reply() {
  auto reply = parser_.next();
  if (reply && options_.encoding != Encoding::utf8) {
    for (auto& line : reply->lines) line = from_server(line, options_.encoding);
  }
  if (reply && options_.log) log(*reply);
  if (reply) count(*reply);
  if (preliminary_ > most_preliminary)
    throw Error(Category::protocol, "reply", "the server puts its reply off again and again");
  return reply;
}

void Control::count(const Reply& reply) noexcept {
  preliminary_ = reply.preliminary() ? preliminary_ + 1 : 0;
  if (!reply.preliminary() && owed_ > 0) --owed_;
}

void Control::log(const Reply& reply) const {
  for (const auto& line : reply.stray) options_.log(Wire::received, visible_line(line));
  for (const auto& line : reply.lines) options_.log(Wire::received, visible_line(line));
}

Control::Ready Control::wait(Deadline deadline, const Socket* data, Interest interest) {
  throw_if_cancelled();
  if (acknowledge_ && owed_ > 0) acknowledge_at_once();
  if (data) poller_.add(*data, interest, data_key).value("poll");
  auto events = poller_.wait(earlier(deadline, options_.until));
  if (data) poller_.remove(*data).value("poll");
  throw_if_cancelled();
  if (options_.until.passed()) throw Error(Category::timeout, "time limit", "the work took longer than it may");
  Ready ready;
  for (const auto& event : events.value("poll")) {
    if (event.key() == data_key) ready.data = event.ready();
    if (event.key() == control_key && event.readable()) receive();
  }
  ready.deadline_passed = events->empty() && deadline.passed();
  return ready;
}

void Control::receive() {
  if (!is_open()) return;
  std::array<std::byte, 16384> buffer;
  const auto bytes = stream_->try_read(buffer);
  if (!bytes) return would_block(bytes.error()) ? void() : end(bytes.error());
  if (*bytes == 0) return end({});
  parser_.feed(text_of(std::span{buffer}.first(*bytes)));
  acknowledge_ = true;
  if (const auto refusals = parser_.take_telnet_refusals(); !refusals.empty()) write_all(refusals);
}

void Control::end(std::error_code error) {
  if (ended_) return;
  ended_ = true;
  end_error_ = error;
  static_cast<void>(poller_.remove(stream_->socket()));
}

// Servers that write 150 and 226 as two small segments with Nagle on wait for the ACK of the first, which Linux
// would delay by 40 ms; the kernel forgets the option, so it is set again after every reply that another one must
// follow (tcp(7)).
void Control::acknowledge_at_once() {
  acknowledge_ = false;
  if (quick_ack_works_) quick_ack_works_ = stream_->socket().set(option::quick_ack, true).has_value();
}

void Control::cancel() noexcept {
  cancelled_.store(true);
  static_cast<void>(poller_.wake());
}

// Each cancel() ends one piece of work: what is cleaned up after it must not be stopped as well.
void Control::throw_if_cancelled() {
  if (cancelled_.exchange(false)) throw Error(Category::cancelled, "interrupted", "stopped by the user");
}

// RFC 959 section 4.1.3: Interrupt Process and Synch make a server look that is busy with sending. The urgent byte
// is the IAC of IAC DM, as every client since BSD's has sent it.
void Control::send_abort() {
  constexpr std::string_view interrupt = "\xFF\xF4\xFF", data_mark = "\xF2";
  const Command command{"ABOR", {}};
  if (options_.log) options_.log(Wire::sent, "ABOR");
  static_cast<void>(stream_->try_write_urgent(bytes_of(interrupt)));
  write_all(std::string{data_mark} + encode(command));
}

bool Control::abort(int owed, const std::function<void()>& close_data) noexcept try {
  if (!is_open()) return false;
  send_abort();
  close_data();
  const auto until = Deadline::after(abort_wait);
  while (owed > 0 && is_open()) {
    const auto reply = take_reply();
    if (reply && reply->code == 421) return false;
    if (reply && !reply->preliminary()) --owed;
    if (!reply && wait(until).deadline_passed) return false;
  }
  expect_stray_replies();
  return aborted_ = is_open();
} catch (const std::exception&) {
  return false;
}

void Control::throw_no_reply(const std::string& step) const {
  const auto lacking = parser_.lacking();
  throw Error(Category::timeout, step,
              "no reply within " + seconds_text(options_.timeout) + (lacking.empty() ? "" : " (" + lacking + ')'),
              Retry::can_help);
}

void Control::throw_ended(const std::string& step) const {
  const auto cause = end_error_ ? end_error_.message() : std::string{"the server closed the connection"};
  throw Error(Category::network, step, cause, Retry::can_help);
}

}  // namespace plainsock::ftp
