// The values that servers put into the text of a reply. Each function gives nothing rather than a guess.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "plainsock/ftp/reply.hpp"

namespace plainsock::ftp {

// The path of a 257 to PWD or MKD: between quotes, a quote inside doubled (RFC 959 appendix II). Nothing when it is
// not quoted so that one reading only is possible, is empty, or holds a control character (such a path is never to
// be sent back). Not always absolute: VMS and MVS have names of their own.
std::optional<std::string> path_in(const Reply& reply);

// The bytes in a 213 to SIZE (RFC 3659 section 4): one number and nothing else, below 2^63.
std::optional<std::uint64_t> size_in(const Reply& reply);

// The time in a 213 to MDTM (RFC 3659 section 3), see parse_time().
std::optional<std::chrono::sys_seconds> time_in(const Reply& reply);

// The N of "(N bytes)" in a 1xx reply. No RFC promises it: a hint for a progress bar, never a stop mark and no
// proof.
std::optional<std::uint64_t> size_hint_in(const Reply& reply);

// The name under which STOU stored a file: "FILE: name" in a 1xx (RFC 1123 section 4.1.2.9), "unique file name:
// name" in a 2xx. A name from a server: see safe_name.hpp before using it locally.
std::optional<std::string> stored_name_in(const Reply& reply);

// The N of "truncated to N matches" in a 2xx that ends a listing: the server left the rest out.
std::optional<std::uint64_t> truncated_to(const Reply& reply);

}  // namespace plainsock::ftp
