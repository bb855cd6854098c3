// How a server writes directory entries.
#pragma once

#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "plainsock/ftp/server.hpp"
#include "server_tree.hpp"

namespace plainsock::ftp::server {

// "-rw-r--r--   1 ftp      ftp          1024 Nov 22 10:00 name", without a line end: the form of `ls -l` that every
// client can read. Times are UTC; a year instead of the time when it is more than half a year from `now`.
std::string list_line(const Entry& entry, std::chrono::sys_seconds now);

// The facts of RFC 3659 section 7.5 that a client has chosen, all at first.
class FactSet {
 public:
  static constexpr std::array<std::string_view, 5> all{"type", "size", "modify", "perm", "unix.mode"};

  // "type;size;": those of them that are known are shown from now on.
  void choose(std::string_view facts);
  // "type;size;", and in a feature's line with a '*' behind each that is shown.
  std::string chosen() const;
  std::string feature() const;
  // "type=file;size=1000;modify=20261122100000;perm=r;unix.mode=0644; name", without a line end.
  std::string line(const Entry& entry, Access access) const;

 private:
  std::array<bool, all.size()> shown_{true, true, true, true, true};
};

// What `LIST -la name` means: options are for ls and dropped, the rest is one name, spaces included.
std::string_view without_options(std::string_view argument) noexcept;

// Whether a name asks for all that match it, as Glob has it.
bool is_pattern(std::string_view name) noexcept;

}  // namespace plainsock::ftp::server
