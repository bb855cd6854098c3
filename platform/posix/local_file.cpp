#include "plainsock/local_file.hpp"

#include <sys/stat.h>

#include <cstdio>

#include "platform/native.hpp"

namespace plainsock {
namespace {

int raw(FileHandle file) noexcept { return static_cast<int>(file); }
std::error_code last_error() noexcept { return {errno, std::generic_category()}; }
Result<void> success_from(int result) noexcept { return result == 0 ? Result<void>{} : Result<void>{last_error()}; }

Result<LocalFile> opened(int descriptor) noexcept {
  if (descriptor == -1) return last_error();
  return LocalFile{static_cast<FileHandle>(descriptor)};
}

Result<struct stat> status(FileHandle file) noexcept {
  struct stat status {};
  if (::fstat(raw(file), &status) != 0) return last_error();
  return status;
}

// O_NONBLOCK: opening a FIFO must not wait for its other end before it can be refused.
Result<LocalFile> open_regular(const std::filesystem::path& path, int flags) noexcept {
  auto file = opened(::open(path.c_str(), flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!file) return file;
  const auto now = status(file->handle());
  if (!now) return now.error();
  if (S_ISDIR(now->st_mode)) return std::make_error_code(std::errc::is_a_directory);
  if (!S_ISREG(now->st_mode)) return std::make_error_code(std::errc::invalid_argument);
  return file;
}

}  // namespace

Result<LocalFile> LocalFile::open(const std::filesystem::path& path) noexcept {
  return open_regular(path, O_RDONLY);
}

Result<LocalFile> LocalFile::create(const std::filesystem::path& path) noexcept {
  return opened(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
}

Result<LocalFile> LocalFile::update(const std::filesystem::path& path) noexcept {
  return open_regular(path, O_RDWR | O_NOFOLLOW);
}

Result<LocalFile> LocalFile::special(const std::filesystem::path& path) noexcept {
  return opened(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
}

Result<LocalFile> LocalFile::standard_input() noexcept { return opened(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)); }
Result<LocalFile> LocalFile::standard_output() noexcept {
  return opened(::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3));
}

Result<std::size_t> LocalFile::read_some(std::span<std::byte> buffer) noexcept {
  ssize_t bytes = 0;
  do bytes = ::read(raw(handle_), buffer.data(), buffer.size());
  while (bytes == -1 && errno == EINTR);
  if (bytes == -1) return last_error();
  return static_cast<std::size_t>(bytes);
}

Result<void> LocalFile::write_all(std::span<const std::byte> data) noexcept {
  while (!data.empty()) {
    const auto bytes = ::write(raw(handle_), data.data(), data.size());
    if (bytes == -1 && errno == EINTR) continue;
    if (bytes == -1) return last_error();
    data = data.subspan(static_cast<std::size_t>(bytes));
  }
  return {};
}

Result<std::uint64_t> LocalFile::size() const noexcept {
  const auto now = status(handle_);
  if (!now) return now.error();
  return static_cast<std::uint64_t>(now->st_size);
}

Result<void> LocalFile::seek(std::uint64_t position) noexcept {
  return success_from(::lseek(raw(handle_), static_cast<off_t>(position), SEEK_SET) == -1 ? -1 : 0);
}

Result<void> LocalFile::resize(std::uint64_t size) noexcept {
  return success_from(::ftruncate(raw(handle_), static_cast<off_t>(size)));
}

Result<std::chrono::sys_seconds> LocalFile::modified() const noexcept {
  const auto now = status(handle_);
  if (!now) return now.error();
  return std::chrono::sys_seconds{std::chrono::seconds{now->st_mtim.tv_sec}};
}

Result<void> LocalFile::set_modified(std::chrono::sys_seconds time) noexcept {
  timespec times[2] = {{0, UTIME_OMIT}, {static_cast<time_t>(time.time_since_epoch().count()), 0}};
  return success_from(::futimens(raw(handle_), times));
}

Result<void> LocalFile::close() noexcept {
  return success_from(::close(raw(std::exchange(handle_, FileHandle::none))));
}

std::filesystem::path path_from_utf8(std::string_view text) { return std::filesystem::path{text}; }
std::string utf8_from_path(const std::filesystem::path& path) { return path.string(); }

Result<std::filesystem::path> real_path(const std::filesystem::path& path) {
  std::error_code error;
  auto real = std::filesystem::canonical(path, error);
  if (error) return error;
  return real;
}

Result<void> replace_file(const std::filesystem::path& from, const std::filesystem::path& to) noexcept {
  return success_from(std::rename(from.c_str(), to.c_str()));
}

}  // namespace plainsock
