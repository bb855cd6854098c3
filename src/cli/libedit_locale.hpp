// libedit takes the terminal's characters for what LC_CTYPE says.
#pragma once

#include <clocale>
#include <cstdlib>

namespace plainsock::cli {

// Ours are UTF-8 everywhere.
inline void speak_utf8() {
  std::setlocale(LC_CTYPE, "");
  if (MB_CUR_MAX == 1) std::setlocale(LC_CTYPE, "C.UTF-8");
}

}  // namespace plainsock::cli
