// Text from the network, made safe for a person's terminal.
#pragma once

#include <string>
#include <string_view>

namespace plainsock {

// The text with everything that could command a terminal or disguise itself replaced by an escape that can be read:
// C0 controls (except newline and tab), DEL, C1 controls (also as U+0080 to U+009F), bidirectional overrides and
// marks, line and paragraph separators, and each byte that is not valid UTF-8. `\x1b` stands for one byte, `\u202e`
// for one code point. All other text, backslashes included, stays as it is; the result is always valid UTF-8.
// Linear time.
std::string visible(std::string_view text);

// visible(), for what must stay within one line and one column (a name, an error): newline and tab are escaped as
// well.
std::string visible_line(std::string_view text);

}  // namespace plainsock
