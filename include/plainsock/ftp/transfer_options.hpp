// What is asked of a transfer, and what comes of it.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "plainsock/ftp/reply.hpp"
#include "plainsock/ftp/transfer.hpp"

namespace plainsock::ftp {

enum class Type { ascii, image };
enum class ListCommand { list, names, facts };  // LIST, NLST, MLSD

// The file that will be retrieved after the present one: what it needs is asked for early, which saves round trips.
struct NextFile {
  std::string path = {};       // empty: none
  bool size_is_known = false;  // its Retrieval will have a size
};

struct Retrieval {
  Type type = Type::image;
  std::optional<std::uint64_t> size = {};    // of the whole file, when a listing has told: else SIZE asks
  std::uint64_t offset = 0;                  // where in the file to begin: REST (RFC 3659 section 5)
  std::optional<std::uint64_t> length = {};  // how much of it is wanted; the transfer is ended after that
  NextFile next = {};
  std::uint64_t most_bytes = (std::numeric_limits<std::uint64_t>::max)();  // more is an error
};

struct Storage {
  enum class Way { replace, append, unique };  // STOR, APPE, STOU: the server chooses the name
  Way way = Way::replace;
  Type type = Type::image;
  std::uint64_t offset = 0;  // where in the remote file to begin: REST
};

// What a transfer came to. A thrown ftp::Error is the other way it can end.
struct Outcome {
  Verdict verdict = Verdict::complete;  // complete, or unverifiable: no size was announced to compare with
  std::uint64_t bytes = 0;              // over the network
  Reply reply = {};                     // the final one; code 0 when none came
  std::string stored_as = {};           // the name that STOU has given, when the server told
};

}  // namespace plainsock::ftp
