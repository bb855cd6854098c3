#include "server_control.hpp"

#include <array>

#include "plainsock/bytes.hpp"
#include "plainsock/error.hpp"
#include "plainsock/trace.hpp"

namespace plainsock::ftp::server {
namespace {

void append_line(std::string& out, std::string_view start, std::string_view text) {
  out += start;
  for (const char c : text) out.append(c == '\xff' ? 2 : 1, c == '\r' || c == '\n' ? ' ' : c);
  out += "\r\n";
}

}  // namespace

void Control::reply(int code, std::string_view text) {
  std::string line;
  append_line(line, std::to_string(code) + ' ', text);
  send(line);
}

void Control::reply(int code, std::string_view first, const std::vector<std::string>& inner,
                    std::string_view last) {
  std::string lines;
  append_line(lines, std::to_string(code) + '-', first);
  for (const auto& line : inner) append_line(lines, " ", line);
  append_line(lines, std::to_string(code) + ' ', last);
  send(lines);
}

void Control::send(std::string_view text) {
  if (!is_open() || shut_down_) return;
  out_ += text;
  flush();
}

void Control::flush() {
  while (!out_.empty()) {
    const auto sent = stream_.try_write_some(bytes_of(out_));
    if (sent)
      out_.erase(0, *sent);
    else if (would_block(sent.error()))
      return;
    else
      return close();
  }
  if (finishing_ && !shut_down_) {
    shut_down_ = true;
    if (!stream_.shutdown(Direction::write)) close();
  }
}

void Control::on_ready(Interest ready) {
  if (has(ready, Interest::write) && is_open()) flush();
  if (has(ready, Interest::read) && is_open() && wants_input()) receive();
}

void Control::receive() {
  std::array<std::byte, 4096> bytes;
  const auto received = read(bytes);
  if (!received) {
    if (!would_block(received.error())) close();
  } else if (*received == 0) {
    input_ended_ = true;
    if (finishing_) close();
  } else if (!finishing_) {
    parser_.feed(text_of(std::span{bytes}.first(*received)));
  }
}

Result<std::size_t> Control::read(std::span<std::byte> bytes) {
  if (!hide_input_) return stream_.try_read_some(bytes);
  const HideTracedData hidden;
  return stream_.try_read_some(bytes);
}

std::optional<ClientCommand> Control::next_command() {
  if (!is_open() || finishing_ || !out_.empty()) return std::nullopt;
  return parser_.next();
}

void Control::finish() {
  finishing_ = true;
  if (input_ended_ && out_.empty()) return close();
  if (is_open()) flush();
}

void Control::close() {
  if (!is_open()) return;
  watch_.set(stream_.socket(), Interest::none);
  static_cast<void>(stream_.close());
}

bool Control::wants_input() const noexcept { return !input_ended_ && parser_.waiting() < most_waiting_commands; }

void Control::update_watch() {
  if (!is_open()) return;
  const auto input = wants_input() || finishing_ ? Interest::read : Interest::none;
  const auto output = out_.empty() ? Interest::none : Interest::write;
  if (finishing_ && input_ended_ && out_.empty()) return close();
  if (!watch_.set(stream_.socket(), input_ended_ ? output : input | output)) close();
}

}  // namespace plainsock::ftp::server
