#include "plainsock/ip_address.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "plainsock/error.hpp"
#include "platform/sys.hpp"

namespace plainsock {
namespace {

using Bytes = std::array<std::uint8_t, 16>;

// The whole text as a number of at most `limit`; nothing else in it.
std::optional<unsigned> number(std::string_view text, int base, unsigned limit) noexcept {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size() || value > limit) return {};
  return value;
}

// Takes the part before `separator` (or all of it) off the front of `text`.
std::string_view take(std::string_view& text, char separator) noexcept {
  const auto end = std::min(text.find(separator), text.size());
  const auto part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

bool parse_v4(std::string_view text, std::uint8_t* bytes) noexcept {
  if (std::count(text.begin(), text.end(), '.') != 3) return false;
  for (int i = 0; i < 4; ++i) {
    const auto part = take(text, '.');
    const auto value = number(part, 10, 255);
    if (!value || (part.size() > 1 && part.front() == '0')) return false;
    bytes[i] = static_cast<std::uint8_t>(*value);
  }
  return true;
}

// Groups of 16 bits, the last two of which may be written as IPv4. Returns how many bytes they fill, or nothing.
std::optional<std::size_t> parse_groups(std::string_view text, Bytes& bytes) noexcept {
  std::size_t filled = 0;
  if (text.empty()) return 0;
  if (text.back() == ':') return {};
  while (!text.empty()) {
    const auto group = take(text, ':');
    if (group.find('.') != std::string_view::npos) {
      if (!text.empty() || filled > 12 || !parse_v4(group, bytes.data() + filled)) return {};
      return filled + 4;
    }
    const auto value = number(group, 16, 0xffff);
    if (!value || group.size() > 4 || filled > 14) return {};
    bytes[filled++] = static_cast<std::uint8_t>(*value >> 8U);
    bytes[filled++] = static_cast<std::uint8_t>(*value & 0xffU);
  }
  return filled;
}

std::optional<Bytes> parse_v6(std::string_view text) noexcept {
  Bytes head{};
  const auto gap = text.find("::");
  if (gap == std::string_view::npos) return parse_groups(text, head) == 16U ? std::optional{head} : std::nullopt;
  // An IPv4 part may only be the last thing (RFC 4291 2.2).
  if (text.substr(0, gap).find('.') != std::string_view::npos) return {};
  Bytes tail{};
  const auto before = parse_groups(text.substr(0, gap), head);
  const auto after = parse_groups(text.substr(gap + 2), tail);
  if (!before || !after || *before + *after > 14) return {};
  std::copy_n(tail.begin(), *after, head.end() - static_cast<std::ptrdiff_t>(*after));
  return head;
}

Result<std::uint32_t> parse_scope(std::string_view text) noexcept {
  if (const auto index = number(text, 10, 0xffffffffU)) return *index;
  if (const auto index = sys::interface_index(text)) return *index;
  return SocketError::bad_address;
}

unsigned group_at(std::span<const std::uint8_t> bytes, std::size_t index) noexcept {
  return static_cast<unsigned>(bytes[2 * index] << 8U) | bytes[2 * index + 1];
}

// The longest run of two or more zero groups, the first of equals (RFC 5952 4.2): its begin and end.
std::pair<std::size_t, std::size_t> longest_zeros(std::span<const std::uint8_t> bytes) noexcept {
  std::pair<std::size_t, std::size_t> best{8, 8};
  for (std::size_t begin = 0, end = 0; begin < 8; begin = end + 1) {
    end = begin;
    while (end < 8 && group_at(bytes, end) == 0) ++end;
    if (end - begin >= 2 && end - begin > best.second - best.first) best = {begin, end};
  }
  return best;
}

std::string text_v4(std::span<const std::uint8_t> bytes) {
  return std::to_string(bytes[0]) + '.' + std::to_string(bytes[1]) + '.' + std::to_string(bytes[2]) + '.' +
         std::to_string(bytes[3]);
}

std::string text_v6(std::span<const std::uint8_t> bytes) {
  const auto [begin, end] = longest_zeros(bytes);
  std::string text;
  for (std::size_t i = 0; i < 8; ++i) {
    if (i == begin) text += "::";
    if (i >= begin && i < end) continue;
    if (i != 0 && i != end) text += ':';
    char digits[4];
    const auto written = std::to_chars(digits, digits + sizeof digits, group_at(bytes, i), 16);
    text.append(digits, written.ptr);
  }
  return text;
}

}  // namespace

Result<IpAddress> IpAddress::parse(std::string_view text) noexcept {
  Bytes bytes{};
  if (parse_v4(text, bytes.data())) return v4(bytes[0], bytes[1], bytes[2], bytes[3]);
  const auto percent = text.find('%');
  const auto six = parse_v6(text.substr(0, percent));
  if (!six) return SocketError::bad_address;
  if (percent == std::string_view::npos) return v6(*six);
  const auto scope = parse_scope(text.substr(percent + 1));
  if (!scope) return scope.error();
  return v6(*six, *scope);
}

bool IpAddress::is_loopback() const noexcept {
  const auto plain = unmapped();
  return plain.family_ == Family::ipv4 ? plain.bytes_[0] == 127 : plain.bytes_ == loopback(Family::ipv6).bytes_;
}

bool IpAddress::is_unspecified() const noexcept { return unmapped().bytes_ == Bytes{}; }
bool IpAddress::is_multicast() const noexcept {
  return family_ == Family::ipv4 ? (bytes_[0] & 0xf0U) == 0xe0U : bytes_[0] == 0xff;
}

bool IpAddress::is_link_local() const noexcept {
  return family_ == Family::ipv4 ? bytes_[0] == 169 && bytes_[1] == 254
                                 : bytes_[0] == 0xfe && (bytes_[1] & 0xc0U) == 0x80U;
}

bool IpAddress::is_v4_mapped() const noexcept {
  constexpr std::array<std::uint8_t, 12> prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  return family_ == Family::ipv6 && std::equal(prefix.begin(), prefix.end(), bytes_.begin());
}

IpAddress IpAddress::unmapped() const noexcept {
  return is_v4_mapped() ? v4(bytes_[12], bytes_[13], bytes_[14], bytes_[15]) : *this;
}

std::string IpAddress::to_string() const {
  if (family_ == Family::ipv4) return text_v4(bytes());
  if (is_v4_mapped()) return text_v4(bytes().subspan(12));
  return text_v6(bytes()) + (scope_ != 0 ? '%' + std::to_string(scope_) : std::string{});
}

}  // namespace plainsock
