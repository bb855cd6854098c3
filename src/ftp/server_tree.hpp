// The part of the file system that a server shows.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plainsock::ftp::server {

// A file or directory as a listing shows it; links are followed. Anything else (devices, pipes, links that lead out
// of the root or nowhere) does not exist for clients.
struct Entry {
  enum class Type { file, directory };

  std::string name;
  Type type = Type::file;
  std::uint64_t size = 0;  // bytes
  std::chrono::sys_seconds modified;
  unsigned mode = 0;  // permission bits as in chmod(2)
};

std::chrono::sys_seconds to_system_time(std::filesystem::file_time_type time);
std::filesystem::file_time_type to_file_time(std::chrono::sys_seconds time);

class Tree {
 public:
  // Throws std::system_error when it is no directory.
  explicit Tree(const std::filesystem::path& root);

  // Where a path of server_path.hpp is on this system, every link followed: real_path(). Nothing
  // when it does not exist or is not inside the root.
  std::optional<std::filesystem::path> find(std::string_view path) const;
  // Where it is or would be: its directory is found, its last name stays as it is, even if it is a link. Nothing
  // for
  // "/" itself.
  std::optional<std::filesystem::path> place(std::string_view path) const;

  // Where an upload of that name goes: the file that is there, behind its links, or the place. Nothing for a
  // directory and for a link that leads nowhere or out of the root.
  std::optional<std::filesystem::path> upload_target(std::string_view path) const;

  std::optional<Entry> stat(std::string_view path) const;
  // The entries of a directory by name. Nothing when it cannot be read.
  std::optional<std::vector<Entry>> list(std::string_view directory) const;

 private:
  bool contains(const std::filesystem::path& canonical) const;
  std::optional<Entry> entry(std::string name, const std::filesystem::path& where) const;

  std::filesystem::path root_;
};

}  // namespace plainsock::ftp::server
