// Names of this machine that match a pattern, for mput, lls and completion.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace plainsock::cli {

// What is in a folder, by name.
std::vector<std::filesystem::directory_entry> sorted_folder(const std::filesystem::path& folder,
                                                            std::error_code& error);

// A pattern's last component is for ftp::Glob, what is in front of it is taken as it is. Names with a dot in front
// only when the pattern has one; by name.
std::vector<std::string> local_names(std::string_view pattern);

// "a/b*" is "a/" and "b*"; a folder in front loses the backslashes that quoted it.
struct SplitPattern {
  std::string folder;
  std::string name;
};
SplitPattern split_pattern(std::string_view pattern);

}  // namespace plainsock::cli
