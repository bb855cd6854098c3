// ~/.netrc: who logs in where.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plainsock::cli {

struct NetrcEntry {
  std::string login;
  std::optional<std::string> password;
  std::optional<std::string> account;
};

// The entry for a machine and, when one is wanted, a login; `default` fits all. Macros are passed over.
std::optional<NetrcEntry> find_in_netrc(std::string_view text, std::string_view machine, std::string_view login);

// The same from a file: "" is ~/.netrc, or ~/_netrc where there is none. Nothing when the file is not there. Throws
// Failure when others may read a file that holds passwords.
std::optional<NetrcEntry> read_netrc(const std::string& file, std::string_view machine, std::string_view login);

}  // namespace plainsock::cli
