// A reply of one line, for the tests of what follows from replies.
#pragma once

#include <string>

#include "plainsock/ftp/reply.hpp"

namespace plainsock::ftp {

inline Reply reply(int code, const std::string& text = "text") {
  return {code, {std::to_string(code) + " " + text}, {}};
}

}  // namespace plainsock::ftp
