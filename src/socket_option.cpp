#include "plainsock/socket_option.hpp"

#include <algorithm>
#include <limits>

#include "platform/sys.hpp"

namespace plainsock {
namespace {

using std::chrono::seconds;

int clamped(seconds value) noexcept {
  return static_cast<int>(std::clamp<seconds::rep>(value.count(), 0, std::numeric_limits<int>::max()));
}

}  // namespace

Result<void> set_option(Descriptor s, SocketOption<bool> option, bool value) noexcept {
  return sys::set_option(s, option.name, value ? 1 : 0);
}
Result<void> set_option(Descriptor s, SocketOption<int> option, int value) noexcept {
  return sys::set_option(s, option.name, value);
}
Result<void> set_option(Descriptor s, SocketOption<seconds> option, seconds value) noexcept {
  return sys::set_option(s, option.name, clamped(value));
}
Result<void> set_option(Descriptor s, SocketOption<std::optional<seconds>>, std::optional<seconds> value) noexcept {
  return sys::set_linger(s, value ? std::optional{clamped(*value)} : std::nullopt);
}
Result<void> set_option(Descriptor s, SocketOption<std::string> option, const std::string& value) noexcept {
  return sys::set_text_option(s, option.name, value);
}

Result<bool> get_option(Descriptor s, SocketOption<bool> option) noexcept {
  const auto value = sys::get_option(s, option.name);
  if (!value) return value.error();
  return *value != 0;
}
Result<int> get_option(Descriptor s, SocketOption<int> option) noexcept { return sys::get_option(s, option.name); }
Result<seconds> get_option(Descriptor s, SocketOption<seconds> option) noexcept {
  const auto value = sys::get_option(s, option.name);
  if (!value) return value.error();
  return seconds{*value};
}
Result<std::optional<seconds>> get_option(Descriptor s, SocketOption<std::optional<seconds>>) noexcept {
  const auto value = sys::get_linger(s);
  if (!value) return value.error();
  return *value ? std::optional{seconds{**value}} : std::nullopt;
}
Result<std::string> get_option(Descriptor s, SocketOption<std::string> option) {
  return sys::get_text_option(s, option.name);
}

Result<TcpInfo> tcp_info(Descriptor s) noexcept { return sys::tcp_info(s); }

}  // namespace plainsock
