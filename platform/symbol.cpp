#include "platform/symbol.hpp"

#include <cstring>

namespace plainsock {

void print_one(TraceText& text, std::span<const Symbol> names, long long value) noexcept {
  for (const auto& symbol : names) {
    if (symbol.value == value) return text.add(symbol.name);
  }
  text.add(value);
}

void print_bits(TraceText& text, std::span<const Symbol> names, long long value) noexcept {
  auto separator = std::string_view{};
  for (const auto& symbol : names) {
    if ((value & symbol.value) != symbol.value) continue;
    text.add(separator), text.add(symbol.name);
    separator = "|", value &= ~symbol.value;
  }
  if (value != 0)
    text.add(separator), text.add_hex(static_cast<unsigned long long>(value));
  else if (separator.empty())
    text.add("0");
}

void print_option_value(TraceText& text, const TracedSymbol& symbol) noexcept {
  if (symbol.value != sizeof(int))
    return text.add_data({static_cast<const std::byte*>(symbol.pointer), static_cast<std::size_t>(symbol.value)});
  int value = 0;
  std::memcpy(&value, symbol.pointer, sizeof value);
  text.add("["), text.add(static_cast<long long>(value)), text.add("]");
}

}  // namespace plainsock
