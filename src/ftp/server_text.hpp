// Names and replies of servers whose text is not UTF-8.
#pragma once

#include <string>
#include <string_view>

#include "plainsock/ftp/options.hpp"

namespace plainsock::ftp {

// UTF-8 as the server writes it. Throws ftp::Error (usage) for what its encoding cannot say.
std::string to_server(std::string_view text, Encoding encoding);
// The server's bytes as UTF-8; with Encoding::utf8 they stay as they are.
std::string from_server(std::string_view bytes, Encoding encoding);

}  // namespace plainsock::ftp
