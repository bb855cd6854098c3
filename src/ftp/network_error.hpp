// From a socket's error to the FTP error that says what was being done.
#pragma once

#include <cstdint>
#include <string>
#include <system_error>
#include <vector>

#include "plainsock/ftp/error.hpp"
#include "plainsock/tcp_stream.hpp"

namespace plainsock::ftp {

// Category::timeout or network; trying again can help.
Error network_error(const std::string& step, std::error_code error);

// "connect 127.0.0.1:1: Connection refused"; every address when there were several.
Error connect_error(const std::string& host, std::uint16_t port, std::error_code error,
                    const std::vector<ConnectFailure>& failures);

// Category::local: "write f.bin: No space left on device".
Error local_error(const std::string& step, std::error_code error);

}  // namespace plainsock::ftp
