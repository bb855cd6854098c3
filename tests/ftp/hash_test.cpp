#include "plainsock/ftp/hash.hpp"

#include <gtest/gtest.h>

#include "plainsock/bytes.hpp"

namespace plainsock::ftp {
namespace {

// The test vectors of the standards, and what sha256sum, sha1sum, md5sum and gzip say to a million bytes.
struct HashVector {
  std::string text;
  std::string digits[4];
};

const HashVector hash_vectors[] = {
    {"",
     {"00000000", "d41d8cd98f00b204e9800998ecf8427e", "da39a3ee5e6b4b0d3255bfef95601890afd80709",
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}},
    {"abc",
     {"352441c2", "900150983cd24fb0d6963f7d28e17f72", "a9993e364706816aba3e25717850c26c9cd0d89d",
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     {"171a3f5f", "8215ef0796a20bcaaae116d3876c664a", "84983e441c3bd26ebaae4aa1f95129e5e54670f1",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"}},
    {std::string(1'000'000, 'a'),
     {"dc25bfbc", "7707d6ae4e027c70eea2a935c2296f21", "34aa973cd4c4daa4f61eeb2bdbad27316534016f",
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"}},
};

TEST(Hash, gives_the_checksums_of_the_standards_for_every_split) {
  for (const auto& [text, digits] : hash_vectors) {
    for (const auto hash : {Hash::crc32, Hash::md5, Hash::sha1, Hash::sha256}) {
      for (const std::size_t piece : {std::size_t{1}, std::size_t{63}, std::size_t{64}, std::size_t{100'000}}) {
        Hasher hasher{hash};
        for (std::size_t at = 0; at < text.size(); at += piece)
          hasher.update(bytes_of(std::string_view{text}.substr(at, piece)));
        EXPECT_EQ(hasher.finish(), (Checksum{hash, digits[static_cast<std::size_t>(hash)]})) << to_string(hash);
      }
    }
  }
}

}  // namespace
}  // namespace plainsock::ftp
