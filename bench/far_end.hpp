// The far end of measurements in a process of its own, on this host or another.
#pragma once

#include <string>
#include <vector>

#include "control.hpp"

namespace plainsock::bench {

// Does what one control connection asks for, until it ends. The first line is the work, the answer `port N`:
//
//   echo tcp BYTES WAIT PROCESSOR                  sends every message back
//   echo udp BYTES WAIT PROCESSOR                  then `from PORT` says whose datagrams they are
//   drain tcp BLOCK PROCESSOR                      reads, acknowledges every block
//   count udp MECHANISM PACE BYTES PROCESSOR       counts datagrams; then `from PORT`
//
// PROCESSOR is a number, or `first`. Meanwhile it answers `usage` (CPU in ns and context switches), `ended` (yes or
// no), `nudge` (an empty datagram goes out) and `report` (received, reordered, duplicated).
void answer(Control&);

// --serve [--port P] [--bind ADDRESS]: a thread for each control connection, for ever. --far-end PORT: one, which
// this end opens. Nothing when the arguments (after the program's name) ask for neither; otherwise the exit status.
std::optional<int> run_as_far_end(const std::vector<std::string>& arguments);

}  // namespace plainsock::bench
