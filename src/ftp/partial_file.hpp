// A file under construction.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "plainsock/local_file.hpp"

namespace plainsock::ftp {

// What is known of the remote file that a local one is a part of.
struct RemoteFile {
  std::optional<std::uint64_t> size;
  std::optional<std::chrono::sys_seconds> modified;

  bool operator==(const RemoteFile&) const = default;
};

// A file beside `target`, which becomes it by commit(). Everything throws ftp::Error (local).
class PartialFile {
 public:
  // A new one under a name of its own, which is removed again unless it is committed.
  static PartialFile temporary(const std::filesystem::path& target);
  // NAME.part, which stays; continued when it is a part of `remote`, else begun anew.
  static PartialFile lasting(const std::filesystem::path& target, const RemoteFile& remote);
  // The target itself, which is continued in place.
  static PartialFile in_place(const std::filesystem::path& target);

  PartialFile(PartialFile&& other) noexcept;
  PartialFile& operator=(PartialFile&&) = delete;
  ~PartialFile();

  LocalFile& file() noexcept { return file_; }
  std::uint64_t size() const;
  // Closes it, then renames it over the target.
  void commit();

 private:
  enum class Kind { temporary, lasting, in_place };
  PartialFile(std::filesystem::path target, Kind kind);
  void create_temporary();
  void open_lasting(const RemoteFile& remote);

  std::filesystem::path target_;
  Kind kind_;
  std::filesystem::path path_;
  LocalFile file_;
};

}  // namespace plainsock::ftp
