// Tables of names for numbers, as the trace prints them: one name, or several joined by `|`.
#pragma once

#include <span>
#include <string_view>

#include "platform/trace.hpp"

namespace plainsock {

struct Symbol {
  long long value;
  std::string_view name;
};

#define PLAINSOCK_SYMBOL(name) \
  ::plainsock::Symbol { name, #name }

// The name, or the number when it has none.
void print_one(TraceText&, std::span<const Symbol>, long long value) noexcept;
// The names of the bits joined by `|`; "0" for none; bits without a name in hex.
void print_bits(TraceText&, std::span<const Symbol>, long long value) noexcept;
// "[1]" for an option's int, the bytes for any other size.
void print_option_value(TraceText&, const TracedSymbol&) noexcept;

}  // namespace plainsock
