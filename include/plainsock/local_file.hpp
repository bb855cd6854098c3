// A file of this machine, by the few calls that moving it over a network needs.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "plainsock/result.hpp"

namespace plainsock {

// Holds an int (POSIX) or a HANDLE (Windows).
enum class FileHandle : std::intptr_t { none = -1 };

// Owns an open file and closes it. Never inherited by child processes, never text mode. Errors compare equal to
// std::errc on both systems.
class LocalFile {
 public:
  LocalFile() noexcept = default;
  explicit LocalFile(FileHandle handle) noexcept : handle_(handle) {}
  LocalFile(LocalFile&& other) noexcept : handle_(std::exchange(other.handle_, FileHandle::none)) {}
  LocalFile& operator=(LocalFile&& other) noexcept {
    if (this != &other) close_quietly(), handle_ = std::exchange(other.handle_, FileHandle::none);
    return *this;
  }
  ~LocalFile() { close_quietly(); }

  // An existing regular file, for reading. Errors: no_such_file_or_directory, is_a_directory, and invalid_argument
  // for a device or FIFO, on which a read could wait for ever.
  static Result<LocalFile> open(const std::filesystem::path&) noexcept;
  // A new file, for writing; never one that exists, never through a link: O_CREAT|O_EXCL of open(2), CREATE_NEW.
  // Errors: file_exists.
  static Result<LocalFile> create(const std::filesystem::path&) noexcept;
  // An existing regular file, for reading and writing; never through a link: O_NOFOLLOW,
  // FILE_FLAG_OPEN_REPARSE_POINT. Errors: no_such_file_or_directory, too_many_symbolic_link_levels.
  static Result<LocalFile> update(const std::filesystem::path&) noexcept;
  // A device or FIFO, for writing.
  static Result<LocalFile> special(const std::filesystem::path&) noexcept;
  // What the program was given as stdin or stdout, duplicated: closing it leaves the original open.
  static Result<LocalFile> standard_input() noexcept;
  static Result<LocalFile> standard_output() noexcept;

  bool is_open() const noexcept { return handle_ != FileHandle::none; }
  FileHandle handle() const noexcept { return handle_; }

  // At least 1 byte from the current position; 0 is the end of the file.
  Result<std::size_t> read_some(std::span<std::byte> buffer) noexcept;
  // All bytes, at the current position. Errors: no_space_on_device, file_too_large, broken_pipe.
  Result<void> write_all(std::span<const std::byte> data) noexcept;

  Result<std::uint64_t> size() const noexcept;
  // The current position, in bytes from the beginning.
  Result<void> seek(std::uint64_t position) noexcept;
  // Cuts the file, or fills it with zeros, to `size` bytes: ftruncate(2), SetEndOfFile.
  Result<void> resize(std::uint64_t size) noexcept;
  Result<std::chrono::sys_seconds> modified() const noexcept;
  Result<void> set_modified(std::chrono::sys_seconds) noexcept;

  // Reports what the system noticed only now (a full disk over a network); the file is closed in any case.
  Result<void> close() noexcept;

 private:
  void close_quietly() noexcept {
    if (is_open()) static_cast<void>(close());
  }
  FileHandle handle_ = FileHandle::none;
};

// The path that UTF-8 text names, and back. On POSIX every byte stays as it is; on Windows the text becomes UTF-16.
// Throws std::system_error (illegal_byte_sequence) when it cannot.
std::filesystem::path path_from_utf8(std::string_view text);
std::string utf8_from_path(const std::filesystem::path&);

// Where a file or directory that exists really is, every link followed: realpath(3), GetFinalPathNameByHandleW
// (std::filesystem::canonical of libstdc++ sees no links on Windows). Errors: no_such_file_or_directory,
// too_many_symbolic_link_levels.
Result<std::filesystem::path> real_path(const std::filesystem::path&);

// rename(2), MoveFileExW with MOVEFILE_REPLACE_EXISTING: `to` is the old file or the new one at every moment, never
// a part. Errors: is_a_directory, permission_denied, cross_device_link.
Result<void> replace_file(const std::filesystem::path& from, const std::filesystem::path& to) noexcept;

}  // namespace plainsock
