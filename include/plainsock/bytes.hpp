// Text seen as bytes and bytes seen as text, without a copy.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace plainsock {

inline std::span<const std::byte> bytes_of(std::string_view text) noexcept {
  return std::as_bytes(std::span{text.data(), text.size()});
}

inline std::string_view text_of(std::span<const std::byte> bytes) noexcept {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace plainsock
