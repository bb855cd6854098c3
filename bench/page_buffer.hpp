// Bytes that begin where a page does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace plainsock::bench {

// The kernel keeps what comes in at the beginning of pages. Where a program's buffer begins 16 bytes behind that,
// as malloc's large blocks do, some AMD processors copy at half the speed: rep movsb takes the two for overlapping
// when they are so in their lowest 12 bits (glibc bug 30994). So all buffers begin alike, whoever allocates them.
class PageBuffer {
 public:
  explicit PageBuffer(std::size_t size) : memory_(size + page), size_(size) {
    const auto address = reinterpret_cast<std::uintptr_t>(memory_.data());
    offset_ = static_cast<std::size_t>((page - address % page) % page);
  }
  std::byte* data() noexcept { return memory_.data() + offset_; }
  const std::byte* data() const noexcept { return memory_.data() + offset_; }
  std::size_t size() const noexcept { return size_; }
  std::byte* begin() noexcept { return data(); }  // a range, of which a span can be made
  std::byte* end() noexcept { return data() + size_; }
  const std::byte* begin() const noexcept { return data(); }
  const std::byte* end() const noexcept { return data() + size_; }

 private:
  static constexpr std::size_t page = 4096;
  std::vector<std::byte> memory_;  // keeps its place when it is moved
  std::size_t size_;
  std::size_t offset_ = 0;
};

}  // namespace plainsock::bench
