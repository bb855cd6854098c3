#pragma once

namespace plainsock::cli {

// Whoever read our stdout has closed it: there is nothing left to do and nothing to say.
struct ReaderGone {};

}  // namespace plainsock::cli
