// Asking a server for the checksum of a file.
#pragma once

#include <optional>
#include <string>

#include "plainsock/ftp/features.hpp"
#include "plainsock/ftp/hash.hpp"
#include "plainsock/ftp/reply.hpp"

namespace plainsock::ftp {

struct ChecksumQuestion {
  std::string verb;  // HASH (draft-bryan-ftpext-hash), or one of its predecessors
  Hash hash;
};

// The strongest that the server lists.
std::optional<ChecksumQuestion> checksum_question(const Features& features);
// "213 SHA-256 0-49 DIGITS name" to HASH, "250 DIGITS" to the others. Nothing when there are no such digits in it.
std::optional<Checksum> checksum_in(const Reply& reply, Hash hash);

}  // namespace plainsock::ftp
