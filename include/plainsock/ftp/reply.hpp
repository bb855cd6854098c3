// What a server answers to a command.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plainsock::ftp {

// One complete reply (RFC 959 section 4.2).
struct Reply {
  int code = 0;  // 100 to 599
  std::vector<std::string>
      lines;  // at least one; as sent, codes included, without line ends; any bytes but NUL and LF
  std::vector<std::string> stray;  // lines without a code that came before it: for a log, they mean nothing

  // The first digit (RFC 959 section 4.2.1).
  bool preliminary() const noexcept { return code / 100 == 1; }   // begun, another reply will follow
  bool completion() const noexcept { return code / 100 == 2; }    // done
  bool intermediate() const noexcept { return code / 100 == 3; }  // good so far, another command is wanted
  bool transient() const noexcept { return code / 100 == 4; }     // not done, may succeed later
  bool permanent() const noexcept { return code / 100 == 5; }     // not done, will not succeed
  bool failed() const noexcept { return transient() || permanent(); }

  // A line without the reply's own code and the separator after it; a line of a multi-line reply that has no code
  // is returned whole, leading spaces included (RFC 2389 section 3.2 needs them).
  std::string_view text(std::size_t line) const;

  // The texts of all lines, joined by newlines. Raw bytes: use visible() before showing them.
  std::string text() const;
};

// The reply for a person, on one line, safe for a terminal and cut after some hundred characters: "550 No such
// file".
std::string describe(const Reply& reply);

}  // namespace plainsock::ftp
