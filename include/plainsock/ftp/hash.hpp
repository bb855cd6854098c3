// Checksums of files, to be compared with those that a server computes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plainsock::ftp {

// CRC-32 (ISO 3309), MD5 (RFC 1321), SHA-1 and SHA-256 (FIPS 180-4). They find accidents; against an attacker only
// SHA-256 would do, and nothing over an unprotected connection.
enum class Hash { crc32, md5, sha1, sha256 };

// "CRC32", "MD5", "SHA-1", "SHA-256", as HASH calls them.
std::string_view to_string(Hash hash) noexcept;
// How many hexadecimal digits it has.
std::size_t digits_of(Hash hash) noexcept;

struct Checksum {
  Hash hash = Hash::sha256;
  std::string digits;  // hexadecimal, lower case

  bool operator==(const Checksum&) const = default;
};

// Bytes in, a checksum out.
class Hasher {
 public:
  explicit Hasher(Hash hash);
  void update(std::span<const std::byte> data);
  // Once, at the end.
  Checksum finish();

 private:
  void block(const std::byte* bytes);
  void pad();

  Hash hash_;
  std::vector<std::uint32_t> state_;
  std::uint64_t length_ = 0;  // bytes
  std::vector<std::byte> waiting_;
};

}  // namespace plainsock::ftp
