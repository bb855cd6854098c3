// A file under construction.
#pragma once

#include <filesystem>
#include <string>

#include "plainsock/local_file.hpp"

namespace plainsock::ftp {

// A new file beside `target`, which becomes it by commit() and is removed otherwise. Throws ftp::Error (local).
class TemporaryFile {
 public:
  explicit TemporaryFile(std::filesystem::path target);
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  LocalFile& file() noexcept { return file_; }
  // Closes it, then renames it over the target.
  void commit();

 private:
  std::filesystem::path target_;
  std::filesystem::path path_;
  LocalFile file_;
};

}  // namespace plainsock::ftp
