#include "plainsock/local_file.hpp"

#include <algorithm>
#include <array>

#include "platform/native.hpp"

namespace plainsock {
namespace {

HANDLE raw(FileHandle file) noexcept { return reinterpret_cast<HANDLE>(static_cast<std::intptr_t>(file)); }

// std::system_category() of mingw does not know these codes.
std::errc meaning(DWORD code) noexcept {
  switch (code) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_INVALID_NAME:
    case ERROR_BAD_PATHNAME:
      return std::errc::no_such_file_or_directory;
    case ERROR_FILE_EXISTS:
    case ERROR_ALREADY_EXISTS:
      return std::errc::file_exists;
    case ERROR_ACCESS_DENIED:
    case ERROR_SHARING_VIOLATION:
    case ERROR_LOCK_VIOLATION:
    case ERROR_WRITE_PROTECT:
      return std::errc::permission_denied;
    case ERROR_DISK_FULL:
    case ERROR_HANDLE_DISK_FULL:
      return std::errc::no_space_on_device;
    case ERROR_BROKEN_PIPE:
    case ERROR_NO_DATA:
      return std::errc::broken_pipe;
    case ERROR_NOT_SAME_DEVICE:
      return std::errc::cross_device_link;
    case ERROR_TOO_MANY_OPEN_FILES:
      return std::errc::too_many_files_open;
    case ERROR_FILENAME_EXCED_RANGE:
      return std::errc::filename_too_long;
    default:
      return std::errc::io_error;
  }
}

std::error_code last_error() noexcept { return std::make_error_code(meaning(::GetLastError())); }
Result<void> success_from(BOOL done) noexcept { return done ? Result<void>{} : Result<void>{last_error()}; }

Result<LocalFile> opened(HANDLE handle) noexcept {
  if (handle == INVALID_HANDLE_VALUE || handle == nullptr) return last_error();
  return LocalFile{static_cast<FileHandle>(reinterpret_cast<std::intptr_t>(handle))};
}

// In the long form of a path, \\?\C:\x or \\?\UNC\host\x, a '/' separates nothing.
std::wstring usual_form(const std::wstring& path) {
  constexpr std::wstring_view longer = L"\\\\?\\", network = L"\\\\?\\UNC\\";
  if (path.starts_with(network)) return L"\\\\" + path.substr(network.size());
  return path.starts_with(longer) ? path.substr(longer.size()) : path;
}

constexpr DWORD share_all = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;

Result<LocalFile> open_regular(const std::filesystem::path& path, DWORD access, DWORD flags) noexcept {
  const auto attributes = ::GetFileAttributesW(path.c_str());
  if (attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY))
    return std::make_error_code(std::errc::is_a_directory);
  auto file = opened(::CreateFileW(path.c_str(), access, share_all, nullptr, OPEN_EXISTING, flags, nullptr));
  if (!file) return file;
  if (::GetFileType(raw(file->handle())) != FILE_TYPE_DISK)
    return std::make_error_code(std::errc::invalid_argument);
  FILE_ATTRIBUTE_TAG_INFO tag{};
  const bool known =
      ::GetFileInformationByHandleEx(raw(file->handle()), FileAttributeTagInfo, &tag, sizeof tag) != 0;
  if (known && (tag.FileAttributes & FILE_ATTRIBUTE_REPARSE_POINT))
    return std::make_error_code(std::errc::too_many_symbolic_link_levels);
  return file;
}

Result<LocalFile> duplicate(DWORD standard) noexcept {
  HANDLE copy = nullptr;
  const auto self = ::GetCurrentProcess();
  if (!::DuplicateHandle(self, ::GetStdHandle(standard), self, &copy, 0, FALSE, DUPLICATE_SAME_ACCESS))
    return last_error();
  return opened(copy);
}

// FILETIME counts 100 ns since 1601.
constexpr std::int64_t ticks_a_second = 10'000'000;
constexpr std::int64_t seconds_from_1601_to_1970 = 11'644'473'600;

}  // namespace

Result<LocalFile> LocalFile::open(const std::filesystem::path& path) noexcept {
  return open_regular(path, GENERIC_READ, FILE_ATTRIBUTE_NORMAL);
}

Result<LocalFile> LocalFile::create(const std::filesystem::path& path) noexcept {
  return opened(::CreateFileW(path.c_str(), GENERIC_READ | GENERIC_WRITE, share_all, nullptr, CREATE_NEW,
                              FILE_ATTRIBUTE_NORMAL, nullptr));
}

Result<LocalFile> LocalFile::update(const std::filesystem::path& path) noexcept {
  return open_regular(path, GENERIC_READ | GENERIC_WRITE, FILE_FLAG_OPEN_REPARSE_POINT);
}

Result<LocalFile> LocalFile::special(const std::filesystem::path& path) noexcept {
  return opened(::CreateFileW(path.c_str(), GENERIC_WRITE, share_all, nullptr, OPEN_EXISTING, 0, nullptr));
}

Result<LocalFile> LocalFile::standard_input() noexcept { return duplicate(STD_INPUT_HANDLE); }
Result<LocalFile> LocalFile::standard_output() noexcept { return duplicate(STD_OUTPUT_HANDLE); }

// The far end of a pipe that has closed it is the end of the file.
Result<std::size_t> LocalFile::read_some(std::span<std::byte> buffer) noexcept {
  DWORD bytes = 0;
  const auto room = static_cast<DWORD>(std::min<std::size_t>(buffer.size(), MAXLONG));
  if (::ReadFile(raw(handle_), buffer.data(), room, &bytes, nullptr)) return std::size_t{bytes};
  const auto error = ::GetLastError();
  if (error == ERROR_BROKEN_PIPE || error == ERROR_HANDLE_EOF) return std::size_t{0};
  return std::make_error_code(meaning(error));
}

Result<void> LocalFile::write_all(std::span<const std::byte> data) noexcept {
  while (!data.empty()) {
    DWORD bytes = 0;
    const auto size = static_cast<DWORD>(std::min<std::size_t>(data.size(), MAXLONG));
    if (!::WriteFile(raw(handle_), data.data(), size, &bytes, nullptr)) return last_error();
    data = data.subspan(bytes);
  }
  return {};
}

Result<std::uint64_t> LocalFile::size() const noexcept {
  LARGE_INTEGER size{};
  if (!::GetFileSizeEx(raw(handle_), &size)) return last_error();
  return static_cast<std::uint64_t>(size.QuadPart);
}

Result<void> LocalFile::seek(std::uint64_t position) noexcept {
  LARGE_INTEGER to{};
  to.QuadPart = static_cast<LONGLONG>(position);
  return success_from(::SetFilePointerEx(raw(handle_), to, nullptr, FILE_BEGIN));
}

Result<void> LocalFile::resize(std::uint64_t size) noexcept {
  FILE_END_OF_FILE_INFO end{};
  end.EndOfFile.QuadPart = static_cast<LONGLONG>(size);
  return success_from(::SetFileInformationByHandle(raw(handle_), FileEndOfFileInfo, &end, sizeof end));
}

Result<std::chrono::sys_seconds> LocalFile::modified() const noexcept {
  FILETIME time{};
  if (!::GetFileTime(raw(handle_), nullptr, nullptr, &time)) return last_error();
  const auto ticks = static_cast<std::int64_t>((std::uint64_t{time.dwHighDateTime} << 32U) | time.dwLowDateTime);
  return std::chrono::sys_seconds{std::chrono::seconds{ticks / ticks_a_second - seconds_from_1601_to_1970}};
}

Result<void> LocalFile::set_modified(std::chrono::sys_seconds time) noexcept {
  const auto ticks = (time.time_since_epoch().count() + seconds_from_1601_to_1970) * ticks_a_second;
  const FILETIME native{static_cast<DWORD>(ticks & 0xffffffff), static_cast<DWORD>(ticks >> 32)};
  return success_from(::SetFileTime(raw(handle_), nullptr, nullptr, &native));
}

Result<void> LocalFile::close() noexcept {
  return success_from(::CloseHandle(raw(std::exchange(handle_, FileHandle::none))));
}

std::filesystem::path path_from_utf8(std::string_view text) {
  return std::filesystem::path{std::u8string{text.begin(), text.end()}};
}

std::string utf8_from_path(const std::filesystem::path& path) {
  const auto text = path.u8string();
  return {text.begin(), text.end()};
}

Result<std::filesystem::path> real_path(const std::filesystem::path& path) {
  const auto file = opened(
      ::CreateFileW(path.c_str(), 0, share_all, nullptr, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr));
  if (!file) return file.error();
  std::wstring real(MAX_PATH, L'\0');
  for (;;) {
    const auto length =
        ::GetFinalPathNameByHandleW(raw(file->handle()), real.data(), static_cast<DWORD>(real.size()), 0);
    if (length == 0) return last_error();
    const bool fits = length < real.size();
    real.resize(length);
    if (fits) return std::filesystem::path{usual_form(real)};
  }
}

Result<void> replace_file(const std::filesystem::path& from, const std::filesystem::path& to) noexcept {
  return success_from(::MoveFileExW(from.c_str(), to.c_str(), MOVEFILE_REPLACE_EXISTING));
}

}  // namespace plainsock
