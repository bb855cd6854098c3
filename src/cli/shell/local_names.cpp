#include "local_names.hpp"

#include <algorithm>

#include "plainsock/ftp/glob.hpp"
#include "plainsock/local_file.hpp"

namespace plainsock::cli {

std::vector<std::filesystem::directory_entry> sorted_folder(const std::filesystem::path& folder,
                                                            std::error_code& error) {
  std::vector<std::filesystem::directory_entry> files;
  for (std::filesystem::directory_iterator each{folder, error}, end; !error && each != end; each.increment(error))
    files.push_back(*each);
  std::sort(files.begin(), files.end());
  return files;
}

SplitPattern split_pattern(std::string_view pattern) {
  const auto slash = pattern.rfind('/');
  if (slash == std::string_view::npos) return {{}, std::string{pattern}};
  SplitPattern split{{}, std::string{pattern.substr(slash + 1)}};
  for (std::size_t at = 0; at <= slash; ++at) {
    if (pattern[at] == '\\' && at < slash) ++at;
    split.folder += pattern[at];
  }
  return split;
}

std::vector<std::string> local_names(std::string_view pattern) {
  const auto [folder, name_pattern] = split_pattern(pattern);
  const ftp::Glob glob{name_pattern};
  std::vector<std::string> names;
  std::error_code ignored;
  for (const auto& file : sorted_folder(folder.empty() ? "." : path_from_utf8(folder), ignored)) {
    const auto name = utf8_from_path(file.path().filename());
    const bool hidden = name.starts_with('.') && !name_pattern.starts_with('.');
    if (!hidden && glob.matches(name)) names.push_back(folder + name);
  }
  return names;
}

}  // namespace plainsock::cli
