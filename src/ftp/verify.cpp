// Verification on request.
#include <vector>

#include "network_error.hpp"
#include "plainsock/ftp/download.hpp"

namespace plainsock::ftp {

Checksum checksum_of(LocalFile& file, Hash hash, const std::string& name) {
  if (const auto begun = file.seek(0); !begun) throw local_error("read " + name, begun.error());
  Hasher hasher{hash};
  std::vector<std::byte> buffer(256 * 1024);
  for (;;) {
    const auto bytes = file.read_some(buffer);
    if (!bytes) throw local_error("read " + name, bytes.error());
    if (*bytes == 0) return hasher.finish();
    hasher.update(std::span{buffer}.first(*bytes));
  }
}

void verify_copy(Client& client, const std::string& remote, LocalFile& copy, const std::string& name,
                 const Outcome& outcome) {
  const auto there = client.is_open() ? client.checksum(remote) : std::nullopt;
  if (!there && outcome.verdict != Verdict::complete)
    throw Error(Category::unverified, "verify " + remote, "the server tells neither a checksum nor the size");
  if (!there) return;
  const auto here = checksum_of(copy, there->hash, name);
  if (here != *there)
    throw Error(
        Category::mismatch, "verify " + remote,
        std::string{to_string(there->hash)} + " is " + here.digits + " here and " + there->digits + " there");
}

}  // namespace plainsock::ftp
