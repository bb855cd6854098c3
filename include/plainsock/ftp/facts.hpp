// The line format of MLST and MLSD.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plainsock/ftp/reply.hpp"

namespace plainsock::ftp {

// One entry of RFC 3659 section 7.2: "type=file;size=4096;modify=20260101120000; name".
struct Facts {
  std::vector<std::pair<std::string, std::string>>
      facts;         // names in lower case, values as sent, in the server's order
  std::string name;  // every byte behind the first space

  // The first value of a fact; its name's case does not matter.
  std::optional<std::string_view> get(std::string_view fact) const;
};

// Splits a line, without its line end, at the first space: facts before it, the name behind. The last fact may lack
// its
// ';' (drafts before the RFC). Nothing when there is no space, no name, or a fact has no '='.
std::optional<Facts> parse_facts(std::string_view line);

// The entry in a 250 to MLST: its first inner line that is one, after the space that begins it.
std::optional<Facts> facts_in(const Reply& reply);

}  // namespace plainsock::ftp
