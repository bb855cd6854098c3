// Where the data connection is to be.
#include <algorithm>
#include <array>

#include "plainsock/ftp/data_address.hpp"
#include "server_session.hpp"
#include "text.hpp"

namespace plainsock::ftp::server {
namespace {

// "127,0,0,1,19,137" (RFC 959 section 4.1.2).
std::optional<SocketAddress> port_address(std::string_view argument) {
  std::array<std::uint8_t, 6> numbers{};
  if (std::count(argument.begin(), argument.end(), ',') != 5) return std::nullopt;
  for (auto& number : numbers) {
    const auto [digits, rest] = text::split(argument, ',');
    const auto read = text::number<std::uint8_t>(digits);
    if (!read) return std::nullopt;
    number = *read;
    argument = rest;
  }
  const auto& [a, b, c, d, high, low] = numbers;
  return SocketAddress{IpAddress::v4(a, b, c, d), static_cast<std::uint16_t>(high * 256 + low)};
}

// "|1|127.0.0.1|5001|" with any delimiter (RFC 2428 section 2).
std::optional<SocketAddress> eprt_address(std::string_view argument) {
  const char delimiter = argument.front();
  if (delimiter < 33 || delimiter > 126 || argument.back() != delimiter) return std::nullopt;
  const auto [family, address_and_port] = text::split(argument.substr(1), delimiter);
  const auto [address, port_and_end] = text::split(address_and_port, delimiter);
  const auto ip = IpAddress::parse(address);
  const auto port = text::number<std::uint16_t>(port_and_end.substr(0, port_and_end.size() - 1));
  if (!ip || !port || family != (ip->family() == Family::ipv6 ? "2" : "1")) return std::nullopt;
  return SocketAddress{*ip, *port};
}

}  // namespace

void Session::port(const std::string& argument) {
  if (only_epsv_) return control_.reply(501, "PORT is not allowed after EPSV ALL.");
  if (local_.family() == Family::ipv6) return control_.reply(522, "PORT knows IPv4 only: use EPRT (2).");
  aim(port_address(argument));
}

void Session::eprt(const std::string& argument) {
  if (only_epsv_) return control_.reply(501, "EPRT is not allowed after EPSV ALL.");
  const std::string family = local_.family() == Family::ipv6 ? "2" : "1";
  const auto given = argument.substr(1, 1);
  if (given != family && argument.size() > 2)
    return control_.reply(522, "Network protocol not supported, use (" + family + ")");
  aim(eprt_address(argument));
}

// Only to the client itself, and not to a port where a service of the system would take what comes for its own
// protocol: otherwise anybody could use this machine to reach others (CVE-1999-0017).
void Session::aim(const std::optional<SocketAddress>& target) {
  constexpr std::uint16_t first_free_port = 1024;
  if (!target) return control_.reply(501, "That is no address and port.");
  if (target->ip().unmapped() != peer_) return control_.reply(501, "Data go to your own address only.");
  if (target->port() < first_free_port) return control_.reply(501, "Data do not go to ports below 1024.");
  data_.aim(*target);
  control_.reply(200, "The data connection will go there.");
}

std::optional<SocketAddress> Session::listen() {
  const auto address = data_.listen(shared_.ports, local_);
  if (address) return *address;
  control_.reply(425, "Cannot listen for a data connection: " + address.error().message());
  return std::nullopt;
}

void Session::pasv(const std::string&) {
  if (only_epsv_) return control_.reply(501, "PASV is not allowed after EPSV ALL.");
  if (local_.family() == Family::ipv6) return control_.reply(522, "PASV knows IPv4 only: use EPSV (2).");
  if (const auto address = listen())
    control_.reply(227,
                   "Entering Passive Mode (" + port_argument(address->ip().to_string(), address->port()) + ").");
}

void Session::epsv(const std::string& argument) {
  const std::string family = local_.family() == Family::ipv6 ? "2" : "1";
  if (text::same_letters(argument, "ALL")) {
    only_epsv_ = true;
    return control_.reply(200, "Only EPSV from now on.");
  }
  if (!argument.empty() && argument != family)
    return control_.reply(522, "Network protocol not supported, use (" + family + ")");
  if (const auto address = listen())
    control_.reply(229, "Entering Extended Passive Mode (|||" + std::to_string(address->port()) + "|)");
}

}  // namespace plainsock::ftp::server
