// ftp://user:password@host:port/path;type=i
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace plainsock::ftp {

struct Url {
  enum class Type { unset, ascii, image, directory };  // ;type=a, ;type=i, ;type=d (RFC 1738 section 3.2.2)

  std::optional<std::string> user;      // decoded
  std::optional<std::string> password;  // decoded; only with a user
  std::string host;                     // a name or an address, without the brackets of IPv6
  std::uint16_t port = 21;
  // Decoded bytes for the server: relative to the login directory, absolute when it begins with '/', which the URL
  // writes as %2F or as an empty first segment (RFC 1738 section 3.2.2). Empty: the login directory itself.
  std::string path;
  // The last component as a pattern for Glob, when it has a '*', '?' or '[' that is not percent-encoded; else
  // empty.
  std::string pattern;
  Type type = Type::unset;

  // The part of the path behind its last '/', and the part before it: "" for the login directory, "/" for the root.
  std::string name() const;
  std::string directory() const;

  bool operator==(const Url&) const = default;
};

// Reads a URL strictly. Throws ftp::Error (Category::usage) when it is not ftp://, has no host, a port outside 1 to
// 65535, unmatched brackets, a percent sign without two hexadecimal digits, a CR, LF or NUL in any spelling, a '#',
// an unknown type; and for ftps://, because this build has no TLS. The user information ends at the last '@' before
// the path. The message never contains a password.
Url parse_url(std::string_view text);

// The URL for a person or a log: the password as ****, the path encoded again, the port only when it is not 21.
// Without a password parse_url() reads the same Url from it.
std::string to_string(const Url& url);

}  // namespace plainsock::ftp
