// From the bytes of the control connection to replies.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "plainsock/ftp/reply.hpp"

namespace plainsock::ftp {

// Bytes in, replies out, the same replies for every way of cutting the bytes. Strict about where a reply ends (RFC
// 959 section 4.2: the same code and a space; the bare code counts too), tolerant about line ends (LF, CRLF).
// Linear time, bounded memory. Telnet commands (RFC 854) are taken out of the text; every option is refused.
class ReplyParser {
 public:
  static constexpr std::size_t longest_line = 8 * 1024;
  static constexpr std::size_t largest_reply = 64 * 1024;
  static constexpr std::size_t most_stray_lines = 20;  // lines without a code before one reply

  // Takes the bytes that arrived next. Never throws a protocol error: next() does, in its turn.
  void feed(std::string_view bytes);

  // The oldest complete reply that was not handed out yet, or nothing: feed more. Throws ftp::Error (protocol) when
  // the bytes after the last good reply cannot be one: NUL, a line or reply over its limit, only lines without a
  // code, or the greeting of another protocol (SSH, TLS, HTTP, mail). It throws the same again at every further
  // call.
  std::optional<Reply> next();

  // The bytes to send back, outside any command, that refuse the Telnet options asked for since the last call: WONT
  // for DO, DONT for WILL (RFC 854, RFC 1123 section 4.1.2.12). Mostly empty.
  std::string take_telnet_refusals();

  // Nothing is waiting and no reply is half received; what must hold before TLS starts (CVE-2021-22947).
  bool idle() const noexcept;

  // What a half received reply lacks, for the message of a timeout; empty when none is half received.
  std::string lacking() const;

 private:
  enum class Telnet : unsigned char { none, command, will, wont, demand, dont };

  void take(char byte);
  void take_telnet(unsigned char byte);
  void take_option(unsigned char option);
  void append(char byte);
  void end_line();
  void begin_reply(std::string line);
  void continue_reply(std::string line);
  void finish_reply();
  void fail(const std::string& cause);

  std::deque<Reply> ready_;
  std::string failure_;  // not empty: the stream is of no use any more
  std::string refusals_;
  std::string line_;
  std::size_t line_bytes_ = 0;   // with what was taken out of the line, so that Telnet commands are bounded too
  std::size_t reply_bytes_ = 0;  // of the complete lines of the reply in progress
  Reply reply_;                  // in progress; code 0: not begun
  int other_code_ = 0;           // of an inner line that would have ended the reply, had it the right code
  bool greeted_ = false;         // a reply was complete
  Telnet telnet_ = Telnet::none;
};

}  // namespace plainsock::ftp
