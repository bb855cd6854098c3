// How a server writes directory entries.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "server_tree.hpp"

namespace plainsock::ftp::server {

// "-rw-r--r--   1 ftp      ftp          1024 Nov 22 10:00 name", without a line end: the form of `ls -l` that every
// client can read. Times are UTC; a year instead of the time when it is more than half a year from `now`.
std::string list_line(const Entry& entry, std::chrono::sys_seconds now);

// What `LIST -la name` means: options are for ls and dropped, the rest is one name, spaces included.
std::string_view without_options(std::string_view argument) noexcept;

// Whether a name asks for all that match it, as Glob has it.
bool is_pattern(std::string_view name) noexcept;

}  // namespace plainsock::ftp::server
