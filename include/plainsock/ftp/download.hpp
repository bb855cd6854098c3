// Downloads into files.
#pragma once

#include <filesystem>
#include <string>

#include "plainsock/ftp/client.hpp"

namespace plainsock::ftp {

// What to do with a transfer that is complete as far as can be told, but that one witness is missing: the final
// reply did not come although the announced number of bytes did. (A server that announces no size is not held
// against it.)
enum class Unproven { refuse, accept };

struct FileDownload {
  Type type = Type::image;
  Unproven unproven = Unproven::refuse;
  std::string next;  // see Retrieval::next
};

// RETR into a file that has its name only once it is complete: the bytes go to a new file beside it, which is then
// renamed over the old one. Whatever fails, the old file stays as it was and nothing new is left. Throws
// ftp::Error; Category::unverified is the one for Unproven::refuse.
Outcome download_file(Client& client, const std::string& remote, const std::filesystem::path& local,
                      const FileDownload& how = {});

}  // namespace plainsock::ftp
