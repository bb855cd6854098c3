// select(2), 1983: three arrays of bits, one bit a descriptor, filled anew for each call and searched from end to
// end after it. On Linux the array has FD_SETSIZE = 1024 bits and no call to enlarge it: a client whose descriptor
// is larger has to be sent away. platform/posix/select_backend.cpp makes the call.
#include "event_loop.hpp"

namespace plainsock::cli {

void serve_select(Server& server) { serve_by_events(server, Backend::select); }

}  // namespace plainsock::cli
