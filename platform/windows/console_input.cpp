#include "console_input.hpp"

#include "wide.hpp"

namespace plainsock::console {

std::wstring read_console_line(HANDLE console) {
  constexpr wchar_t control_z = 0x1a;
  std::wstring line;
  std::array<wchar_t, 256> part;
  DWORD count = 0;
  while (line.find(L'\n') == std::wstring::npos &&
         ::ReadConsoleW(console, part.data(), static_cast<DWORD>(part.size()), &count, nullptr) && count > 0) {
    line.append(part.data(), count);
  }
  return line.empty() || line.front() == control_z ? std::wstring{} : line;
}

ConsoleInput::int_type ConsoleInput::underflow() {
  line_ = to_utf8(read_console_line(console_));
  if (const auto end = line_.rfind("\r\n"); end != std::string::npos) line_.erase(end, 1);
  setg(line_.data(), line_.data(), line_.data() + line_.size());
  return line_.empty() ? traits_type::eof() : traits_type::to_int_type(line_.front());
}

}  // namespace plainsock::console
