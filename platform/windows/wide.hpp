// UTF-8, which the library speaks, and UTF-16, which Windows speaks.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plainsock {

// Nothing when the text is not UTF-8: a name must not turn into another one.
std::optional<std::wstring> to_wide(std::string_view utf8);
// A lone surrogate becomes U+FFFD.
std::string to_utf8(std::wstring_view wide);

}  // namespace plainsock
