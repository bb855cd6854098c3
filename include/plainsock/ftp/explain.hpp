// What the lines of a control connection mean, for somebody who watches them.
#pragma once

#include <string>
#include <string_view>

#include "plainsock/ftp/options.hpp"

namespace plainsock::ftp {

// One sentence on a line as Options::log shows it: what the command asks for, or what its reply says, and where
// that is specified. Empty for what has no specification, and for all but the last line of a reply.
std::string explain_line(Wire direction, std::string_view line);

}  // namespace plainsock::ftp
