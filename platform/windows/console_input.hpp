// What a person types into a Windows console, in UTF-8.
#pragma once

#include <array>
#include <streambuf>
#include <string>

#include "platform/native.hpp"

namespace plainsock::console {

// A line with its end, nothing at the end of input (^Z at its beginning). As UTF-16 from the console: ReadFile
// gives
// '\0' for what is not ASCII on older Windows, whatever the code page.
std::wstring read_console_line(HANDLE console);

// For std::cin.
class ConsoleInput final : public std::streambuf {
 public:
  explicit ConsoleInput(HANDLE console) noexcept : console_(console) {}

 protected:
  int_type underflow() override;

 private:
  HANDLE console_;
  std::string line_;
};

}  // namespace plainsock::console
