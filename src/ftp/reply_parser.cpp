#include "plainsock/ftp/reply_parser.hpp"

#include <array>
#include <utility>

#include "plainsock/ftp/error.hpp"

namespace plainsock::ftp {
namespace {

// RFC 854, "Telnet command structure".
constexpr unsigned char iac = 255, dont_option = 254, do_option = 253, wont_option = 252, will_option = 251,
                        first_command = 240;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The code that a line begins with, or 0. What follows must be a separator or the end: "226ish" is text.
int code_of(std::string_view line) {
  if (line.size() < 3 || line[0] < '1' || line[0] > '5' || !is_digit(line[1]) || !is_digit(line[2])) return 0;
  if (line.size() > 3 && line[3] != ' ' && line[3] != '-') return 0;
  return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
}

bool opens_multi_line(std::string_view line) { return line.size() > 3 && line[3] == '-'; }

bool starts_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

// Who says this first is no FTP server. TLS: an alert or a handshake record (RFC 8446 section 5.1).
std::string_view other_protocol(std::string_view line) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> greetings = {{
      {"SSH-", "that is an SSH (SFTP) server"},
      {"\x15\x03", "that is a TLS server"},
      {"\x16\x03", "that is a TLS server"},
      {"HTTP/", "that is an HTTP server"},
      {"+OK", "that is a POP3 mail server"},
      {"* OK", "that is an IMAP mail server"},
  }};
  for (const auto& [start, meaning] : greetings) {
    if (starts_with(line, start)) return meaning;
  }
  return {};
}

}  // namespace

void ReplyParser::feed(std::string_view bytes) {
  for (char byte : bytes) {
    if (!failure_.empty()) return;
    take(byte);
  }
}

std::optional<Reply> ReplyParser::next() {
  if (!ready_.empty()) {
    Reply reply = std::move(ready_.front());
    ready_.pop_front();
    return reply;
  }
  if (!failure_.empty()) throw Error(Category::protocol, "reply", failure_);
  return std::nullopt;
}

std::string ReplyParser::take_telnet_refusals() { return std::exchange(refusals_, {}); }

bool ReplyParser::idle() const noexcept {
  return ready_.empty() && failure_.empty() && line_bytes_ == 0 && reply_.code == 0 && reply_.stray.empty();
}

std::string ReplyParser::lacking() const {
  if (reply_.code == 0) return line_bytes_ == 0 ? "" : "the end of a reply line did not come";
  const std::string code = std::to_string(reply_.code);
  std::string text =
      "the reply that began with " + code + "- lacks a last line that begins with " + code + " and a space";
  if (other_code_ != 0)
    text += "; a line with " + std::to_string(other_code_) + " came, which does not end it (RFC 959)";
  return text;
}

void ReplyParser::take(char byte) {
  if (++line_bytes_ > longest_line) return fail("a line longer than 8 KiB");
  if (telnet_ != Telnet::none) return take_telnet(static_cast<unsigned char>(byte));
  if (static_cast<unsigned char>(byte) == iac) {
    telnet_ = Telnet::command;
  } else {
    append(byte);
  }
}

// A command of two bytes has no meaning for a reply, and the SB of a subnegotiation cannot come after refusals
// only. Below 240 it is no command: some servers send a file name's 0xFF without doubling it.
void ReplyParser::take_telnet(unsigned char byte) {
  if (telnet_ != Telnet::command) return take_option(byte);
  telnet_ = Telnet::none;
  switch (byte) {
    case will_option:
      telnet_ = Telnet::will;
      break;
    case wont_option:
      telnet_ = Telnet::wont;
      break;
    case do_option:
      telnet_ = Telnet::demand;
      break;
    case dont_option:
      telnet_ = Telnet::dont;
      break;
    case iac:
      append('\xFF');
      break;
    default:
      if (byte >= first_command) break;
      append('\xFF');
      append(static_cast<char>(byte));
  }
}

// WONT and DONT confirm what is so already; answering them would begin a loop (RFC 854).
void ReplyParser::take_option(unsigned char option) {
  const Telnet asked = std::exchange(telnet_, Telnet::none);
  if (asked != Telnet::will && asked != Telnet::demand) return;
  for (unsigned char byte : {iac, asked == Telnet::will ? dont_option : wont_option, option}) {
    refusals_ += static_cast<char>(byte);
  }
}

void ReplyParser::append(char byte) {
  if (byte == '\0') return fail("a NUL byte");
  if (byte == '\n') return end_line();
  line_ += byte;
}

void ReplyParser::end_line() {
  if (!line_.empty() && line_.back() == '\r') line_.pop_back();
  reply_bytes_ += std::exchange(line_bytes_, 0);
  if (reply_bytes_ > largest_reply) return fail("a reply larger than 64 KiB");
  std::string line = std::exchange(line_, {});
  reply_.code == 0 ? begin_reply(std::move(line)) : continue_reply(std::move(line));
}

void ReplyParser::begin_reply(std::string line) {
  const int code = code_of(line);
  if (code == 0) {
    reply_.stray.push_back(std::move(line));
    if (!greeted_ && !other_protocol(reply_.stray.back()).empty()) return fail("no reply");
    if (reply_.stray.size() > most_stray_lines) fail("many lines without a reply code");
    return;
  }
  reply_.code = code;
  const bool more = opens_multi_line(line);
  reply_.lines.push_back(std::move(line));
  if (!more) finish_reply();
}

void ReplyParser::continue_reply(std::string line) {
  const int code = opens_multi_line(line) ? 0 : code_of(line);
  reply_.lines.push_back(std::move(line));
  if (code == reply_.code) return finish_reply();
  if (code != 0) other_code_ = code;
}

void ReplyParser::finish_reply() {
  ready_.push_back(std::exchange(reply_, {}));
  reply_bytes_ = 0;
  other_code_ = 0;
  greeted_ = true;
}

void ReplyParser::fail(const std::string& cause) {
  const std::string_view first = reply_.stray.empty() ? line_ : reply_.stray.back();
  const std::string_view other = greeted_ || reply_.code != 0 ? "" : other_protocol(first);
  failure_ = other.empty() ? "the server sent " + cause : std::string(other) + ", not an FTP server";
  if (reply_.code != 0) failure_ += ": " + lacking();
}

}  // namespace plainsock::ftp
