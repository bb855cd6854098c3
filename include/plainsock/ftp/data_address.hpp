// Where a data connection goes to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "plainsock/ftp/reply.hpp"

namespace plainsock::ftp {

struct DataAddress {
  std::string host;        // as in a 227, "192.0.2.7"; empty after a 229. Connect to the control connection's peer
                           // whatever it says: a server must not choose whom this machine talks to (CVE-2020-8284).
  std::uint16_t port = 0;  // 1 to 65535

  bool operator==(const DataAddress&) const = default;
};

// The address in a reply to PASV or EPSV, each of which may be answered with either code.
// 227 (RFC 959 section 4.1.2, RFC 1123 section 4.1.2.6): the six numbers in parentheses, else the last six numbers
// with commas between them, wherever they stand. 229 (RFC 2428 section 3): the first `(<d><d><d>port<d>)` with any
// printable delimiter, else the same without parentheses and with a delimiter that is no letter or digit. Nothing
// when the reply has another code, or a number is missing, out of range or not whole: never a part of one.
std::optional<DataAddress> data_address(const Reply& reply);

// The argument of PORT for an IPv4 address, "192,0,2,7,19,137" (RFC 959 section 4.1.2), and of EPRT for an address
// of either family, "|2|2001:db8::1|5001|" (RFC 2428 section 2). The address is text as IpAddress prints it.
std::string port_argument(std::string_view ipv4, std::uint16_t port);
std::string eprt_argument(std::string_view ip, std::uint16_t port);

}  // namespace plainsock::ftp
