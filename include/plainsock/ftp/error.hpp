// How FTP work fails.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "plainsock/ftp/reply.hpp"

namespace plainsock::ftp {

// What kind of failure it was; the program chooses its exit status by it.
enum class Category {
  refused,       // the server said no, for a reason that none of the others names
  login,         // the server does not let this user in
  no_such_file,  // 550: the file is not there or may not be touched; servers do not say which
  disk_full,     // 452, 552: no space for the file at the server
  cut_short,     // the data ended before the file did
  mismatch,      // the data are not what was announced
  unverified,    // the transfer completed but nothing proves it
  protocol,      // the peer does not speak FTP as RFC 959 has it
  timeout,       // a deadline passed
  network,       // connecting, sending or receiving failed; also 421 and 425, 426
  local,         // a file or a setting of this machine
  usage,         // the caller asked for what cannot be sent
  cancelled,     // the caller asked to stop
};

std::string_view to_string(Category category) noexcept;

enum class Retry { cannot_help, can_help };

// The category of a reply that means failure. 430 and 530 are login, 550 no_such_file, 452 and 552 disk_full,
// 421, 425 and 426 network, everything else is refused.
Category categorize(const Reply& reply) noexcept;

// Whether the same command may succeed later: 421, 425, 426, 450, 451 (RFC 959 section 4.2.2), and a 530 that says
// that too many users are there already. A full disk (452) is not helped by asking again.
Retry retry_after(const Reply& reply);

// The first failure ends a piece of FTP work and is thrown as this. what() is "STEP: CAUSE", one line, safe for a
// terminal: "RETR f.bin: 550 No such file".
class Error : public std::runtime_error {
 public:
  // The server refused `step`.
  Error(const std::string& step, const Reply& reply);
  // `step` failed without a reply.
  Error(Category category, const std::string& step, const std::string& cause, Retry retry = Retry::cannot_help);
  // `step` failed although, or because, the server sent this reply.
  Error(Category category, const std::string& step, const std::string& cause, const Reply& reply,
        Retry retry = Retry::cannot_help);

  Category category() const noexcept { return category_; }
  Retry retry() const noexcept { return retry_; }
  const std::string& step() const noexcept { return *step_; }   // what failed, safe for a terminal
  const Reply* reply() const noexcept { return reply_.get(); }  // null when no reply belongs to the failure

 private:
  Category category_;
  Retry retry_;
  std::shared_ptr<const std::string> step_;  // shared: copying an exception must not throw
  std::shared_ptr<const Reply> reply_;
};

}  // namespace plainsock::ftp
