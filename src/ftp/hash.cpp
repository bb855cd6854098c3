#include "plainsock/ftp/hash.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace plainsock::ftp {
namespace {

using HashState = std::vector<std::uint32_t>;
using HashBlock = std::array<std::uint32_t, 16>;
constexpr std::size_t hash_block_size = 64;

std::uint32_t hash_byte(const std::byte* bytes, std::size_t at) {
  return std::to_integer<std::uint32_t>(bytes[at]);
}

HashBlock load_words(const std::byte* bytes, std::endian order) {
  HashBlock words;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto* at = bytes + 4 * i;
    words[i] = order == std::endian::big
                   ? hash_byte(at, 0) << 24U | hash_byte(at, 1) << 16U | hash_byte(at, 2) << 8U | hash_byte(at, 3)
                   : hash_byte(at, 3) << 24U | hash_byte(at, 2) << 16U | hash_byte(at, 1) << 8U | hash_byte(at, 0);
  }
  return words;
}

constexpr auto crc_table = [] {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    table[i] = i;
    for (int bit = 0; bit < 8; ++bit) table[i] = (table[i] >> 1U) ^ ((table[i] & 1U) != 0 ? 0xEDB88320U : 0U);
  }
  return table;
}();

// The constants of FIPS 180-4 section 4.2.2: the fractions of the cube roots of the first 64 primes.
constexpr std::array<std::uint32_t, 64> sha256_constants = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

void sha256_block(HashState& state, const HashBlock& first) {
  std::array<std::uint32_t, 64> w{};
  std::copy(first.begin(), first.end(), w.begin());
  for (std::size_t i = 16; i < w.size(); ++i) {
    const auto a = std::rotr(w[i - 15], 7) ^ std::rotr(w[i - 15], 18) ^ (w[i - 15] >> 3U);
    const auto b = std::rotr(w[i - 2], 17) ^ std::rotr(w[i - 2], 19) ^ (w[i - 2] >> 10U);
    w[i] = w[i - 16] + a + w[i - 7] + b;
  }
  std::array<std::uint32_t, 8> s{};
  std::copy(state.begin(), state.end(), s.begin());
  for (std::size_t i = 0; i < w.size(); ++i) {
    const auto e = std::rotr(s[4], 6) ^ std::rotr(s[4], 11) ^ std::rotr(s[4], 25);
    const auto a = std::rotr(s[0], 2) ^ std::rotr(s[0], 13) ^ std::rotr(s[0], 22);
    const auto one = s[7] + e + ((s[4] & s[5]) ^ (~s[4] & s[6])) + sha256_constants[i] + w[i];
    const auto two = a + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
    s = {one + two, s[0], s[1], s[2], s[3] + one, s[4], s[5], s[6]};
  }
  for (std::size_t i = 0; i < s.size(); ++i) state[i] += s[i];
}

void sha1_block(HashState& state, const HashBlock& first) {
  std::array<std::uint32_t, 80> w{};
  std::copy(first.begin(), first.end(), w.begin());
  for (std::size_t i = 16; i < w.size(); ++i) w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
  auto a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
  for (std::size_t i = 0; i < w.size(); ++i) {
    const auto mix = i < 20   ? ((b & c) | (~b & d)) + 0x5a827999
                     : i < 40 ? (b ^ c ^ d) + 0x6ed9eba1
                     : i < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
                              : (b ^ c ^ d) + 0xca62c1d6;
    const auto next = std::rotl(a, 5) + mix + e + w[i];
    e = d, d = c, c = std::rotl(b, 30), b = a, a = next;
  }
  state[0] += a, state[1] += b, state[2] += c, state[3] += d, state[4] += e;
}

// RFC 1321 section 3.4: T[i] is the integer part of 4294967296 times abs(sin(i)), i in radians.
const std::array<std::uint32_t, 64>& md5_constants() {
  static const auto constants = [] {
    std::array<std::uint32_t, 64> t{};
    for (std::size_t i = 0; i < t.size(); ++i)
      t[i] = static_cast<std::uint32_t>(std::floor(std::abs(std::sin(static_cast<double>(i + 1))) * 4294967296.0));
    return t;
  }();
  return constants;
}

void md5_block(HashState& state, const HashBlock& words) {
  constexpr int turns[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
  auto a = state[0], b = state[1], c = state[2], d = state[3];
  for (std::size_t i = 0; i < 64; ++i) {
    const auto round = i / 16;
    const auto mix = round == 0   ? (b & c) | (~b & d)
                     : round == 1 ? (d & b) | (~d & c)
                     : round == 2 ? b ^ c ^ d
                                  : c ^ (b | ~d);
    const auto word = round == 0 ? i : round == 1 ? (5 * i + 1) % 16 : round == 2 ? (3 * i + 5) % 16 : (7 * i) % 16;
    const auto next = b + std::rotl(a + mix + md5_constants()[i] + words[word], turns[round][i % 4]);
    a = d, d = c, c = b, b = next;
  }
  state[0] += a, state[1] += b, state[2] += c, state[3] += d;
}

HashState first_state(Hash hash) {
  switch (hash) {
    case Hash::crc32:
      return {0xFFFFFFFF};
    case Hash::md5:
      return {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
    case Hash::sha1:
      return {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    default:
      return {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  }
}

}  // namespace

std::string_view to_string(Hash hash) noexcept {
  constexpr std::string_view names[] = {"CRC32", "MD5", "SHA-1", "SHA-256"};
  return names[static_cast<std::size_t>(hash)];
}

std::size_t digits_of(Hash hash) noexcept {
  constexpr std::size_t digits[] = {8, 32, 40, 64};
  return digits[static_cast<std::size_t>(hash)];
}

Hasher::Hasher(Hash hash) : hash_(hash), state_(first_state(hash)) {}

void Hasher::update(std::span<const std::byte> data) {
  length_ += data.size();
  if (hash_ == Hash::crc32) {
    for (const auto byte : data)
      state_[0] = (state_[0] >> 8U) ^ crc_table[(state_[0] ^ std::to_integer<std::uint32_t>(byte)) & 0xFFU];
    return;
  }
  while (!data.empty()) {
    if (waiting_.empty() && data.size() >= hash_block_size) {
      block(data.data());
      data = data.subspan(hash_block_size);
      continue;
    }
    const auto piece = data.first(std::min(data.size(), hash_block_size - waiting_.size()));
    waiting_.insert(waiting_.end(), piece.begin(), piece.end());
    data = data.subspan(piece.size());
    if (waiting_.size() < hash_block_size) continue;
    block(waiting_.data());
    waiting_.clear();
  }
}

void Hasher::block(const std::byte* bytes) {
  if (hash_ == Hash::md5)
    md5_block(state_, load_words(bytes, std::endian::little));
  else if (hash_ == Hash::sha1)
    sha1_block(state_, load_words(bytes, std::endian::big));
  else
    sha256_block(state_, load_words(bytes, std::endian::big));
}

// A one, zeros, and the length in bits.
void Hasher::pad() {
  const auto bits = length_ * 8;
  std::vector<std::byte> end(1 + (hash_block_size + 55 - length_ % hash_block_size) % hash_block_size + 8);
  end[0] = std::byte{0x80};
  for (std::size_t i = 0; i < 8; ++i) {
    const auto shift = 8 * (hash_ == Hash::md5 ? i : 7 - i);
    end[end.size() - 8 + i] = static_cast<std::byte>(bits >> shift & 0xFFU);
  }
  update(end);
}

Checksum Hasher::finish() {
  if (hash_ == Hash::crc32)
    state_[0] = ~state_[0];
  else
    pad();
  Checksum sum{hash_, {}};
  for (const auto word : state_) {
    for (std::size_t i = 0; i < 4; ++i) {
      const auto byte = word >> (8 * (hash_ == Hash::md5 ? i : 3 - i)) & 0xFFU;
      sum.digits += "0123456789abcdef"[byte >> 4U];
      sum.digits += "0123456789abcdef"[byte & 15U];
    }
  }
  return sum;
}

}  // namespace plainsock::ftp
