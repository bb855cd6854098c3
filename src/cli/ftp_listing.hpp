// What is in a remote directory, for all commands that look at one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plainsock/ftp/client.hpp"
#include "plainsock/ftp/listing.hpp"

namespace plainsock::cli {

enum class ListBy { facts, list, names };  // facts: MLSD where the server has it, otherwise LIST

// What the directory or file `path` holds, without "." and "..", and of that what matches; no pattern: all. Names
// have no directory in front. Complains when the server says that it has left something out.
std::vector<ftp::Entry> list_entries(ftp::Client& client, const std::string& path, std::string_view pattern = {},
                                     ListBy by = ListBy::facts);

// NLST, without the directory in front.
std::vector<std::string> names_in(ftp::Client& client, const std::string& directory);

struct Matches {
  std::vector<std::string> names;
  int refused = 0;  // are no names for files here, and have been complained about
};
// The names that a pattern means; those with a dot in front only when it has one too.
Matches matching_names(ftp::Client& client, const std::string& directory, std::string_view pattern);

std::string path_in(const std::string& directory, const std::string& name);

}  // namespace plainsock::cli
