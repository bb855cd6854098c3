// Whether a name that a server chose may become a name on this machine.
#pragma once

#include <string_view>

namespace plainsock::ftp {

// Why a name may not be used as one component of a local path; empty when it may. Refused on every system alike, so
// that a tree mirrored here can be copied there: the empty name, "." and "..", '/', '\', ':', every control
// character, a dot or space at the end, and the devices of Windows (CON, NUL, AUX, PRN, COM0-9, LPT0-9, CONIN$,
// CONOUT$) with or without an extension. Such an entry is to be skipped and counted, never renamed.
std::string_view name_problem(std::string_view name) noexcept;

// The name that a server gave for an entry of `directory`, without that directory in front: servers answer NLST and
// LIST of "pub" with "pub/a" or "a". Exactly the directory that was asked for is removed and nothing else; what is
// left goes to name_problem().
std::string_view without_directory(std::string_view name, std::string_view directory) noexcept;

}  // namespace plainsock::ftp
