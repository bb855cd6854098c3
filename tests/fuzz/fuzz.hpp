// What the fuzz targets share: the entry point that libFuzzer calls, and a check that counts as a crash.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

inline void require(bool promise) {
  if (!promise) std::abort();
}

// The input's first byte, for choices, and the rest, for the parser.
struct FuzzInput {
  FuzzInput(const std::uint8_t* data, std::size_t size)
      : choice(size == 0 ? std::uint8_t{0} : data[0]),
        bytes(size == 0 ? std::string_view{}
                        : std::string_view(reinterpret_cast<const char*>(data), size).substr(1)) {}

  std::uint8_t choice;
  std::string_view bytes;
};
