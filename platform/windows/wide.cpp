#include "wide.hpp"

#include "platform/native.hpp"

namespace plainsock {

std::optional<std::wstring> to_wide(std::string_view utf8) {
  if (utf8.empty()) return std::wstring{};
  const auto size = static_cast<int>(utf8.size());
  const int wide_size = ::MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, utf8.data(), size, nullptr, 0);
  if (wide_size <= 0) return {};
  std::wstring wide(static_cast<std::size_t>(wide_size), L'\0');
  ::MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, utf8.data(), size, wide.data(), wide_size);
  return wide;
}

std::string to_utf8(std::wstring_view wide) {
  if (wide.empty()) return {};
  const auto size = static_cast<int>(wide.size());
  const int narrow_size = ::WideCharToMultiByte(CP_UTF8, 0, wide.data(), size, nullptr, 0, nullptr, nullptr);
  std::string narrow(static_cast<std::size_t>(narrow_size), '\0');
  ::WideCharToMultiByte(CP_UTF8, 0, wide.data(), size, narrow.data(), narrow_size, nullptr, nullptr);
  return narrow;
}

}  // namespace plainsock
