// Paths as clients write them: '/' between names, "/" is the server's root, no matter what the system's are like.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace plainsock::ftp::server {

// Which names a file may have. windows: no separator, drive or stream (`a\b`, `C:x`, `f:stream`), no device ("nul",
// "COM1.txt"), nothing that the system would silently change (trailing dots and spaces), no wildcard, only UTF-8.
enum class NameRules { posix, windows };
inline constexpr NameRules native_names =
    std::filesystem::path::preferred_separator == '/' ? NameRules::posix : NameRules::windows;

bool is_safe_name(std::string_view name, NameRules rules = native_names);

// The absolute path that `argument` means in the directory `current`, without "." and "..": resolve("/a", "../b/")
// is "/b". Nothing when it climbs above "/" or a name is not safe.
std::optional<std::string> resolve(std::string_view current, std::string_view argument,
                                   NameRules rules = native_names);

// "/a" of "/a/b", "/" of "/a" and of "/".
std::string_view parent_of(std::string_view path) noexcept;
// "b" of "/a/b", nothing of "/".
std::string_view name_of(std::string_view path) noexcept;

// For a reply: in double quotes, those inside doubled (RFC 959 appendix II).
std::string in_quotes(std::string_view path);

// A file name as a path of this system and back, without a change to the bytes (UTF-8 on Windows). Nothing when it
// cannot be one, or could not be sent in a listing.
std::optional<std::filesystem::path> to_native(std::string_view name);
std::optional<std::string> to_network(const std::filesystem::path& name);

}  // namespace plainsock::ftp::server
