// What Tab offers in the shell.
#pragma once

#include "line_editor.hpp"

namespace plainsock::cli {

class ShellSession;

// Words, on|off, local and remote names: as the table of words says. Asks the server, quietly, for a directory.
Completion complete_line(ShellSession& session, std::string_view line);

}  // namespace plainsock::cli
