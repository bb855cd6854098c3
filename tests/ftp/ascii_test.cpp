#include "plainsock/ftp/ascii.hpp"

#include <gtest/gtest.h>

#include <ctime>
#include <random>
#include <string>

namespace plainsock::ftp {
namespace {

using namespace std::string_literals;

std::string to_lf(std::string_view bytes, std::size_t piece) {
  CrlfToLf converter;
  std::string all;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
    const std::string_view part = bytes.substr(0, piece);
    std::string out(part.size() + 1, '?');
    out.resize(converter.convert(part, out.data()));
    all += out;
  }
  char last = '?';
  return all.append(&last, converter.finish(&last));
}

std::string to_lf_in_place(std::string_view bytes, std::size_t piece) {
  CrlfToLf converter;
  std::string all;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
    std::string buffer = "?" + std::string(bytes.substr(0, piece));
    buffer.resize(converter.convert(std::string_view(buffer).substr(1), buffer.data()));
    all += buffer;
  }
  char last = '?';
  return all.append(&last, converter.finish(&last));
}

std::string to_crlf(std::string_view bytes, std::size_t piece) {
  std::string all;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
    const std::string_view part = bytes.substr(0, piece);
    std::string out(part.size() * 2, '?');
    out.resize(lf_to_crlf(part, out.data()));
    all += out;
  }
  return all;
}

TEST(Ascii, download_changes_crlf_to_lf_and_nothing_else) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"line1\r\nline2\r\nline3\rline4\r\n\r\nend", "line1\nline2\nline3\rline4\n\nend"},
      {"line2\r\r\n", "line2\r\n"},
      {"bare\nlf", "bare\nlf"},
      {"\r", "\r"},
      {"\r\n", "\n"},
      {"\n\r", "\n\r"},
      {"\r\r\r", "\r\r\r"},
      {"a\r\0b\r\n"s, "a\r\0b\n"s},
      {"", ""},
  };
  for (const auto& [network, file] : cases) {
    for (std::size_t piece = 1; piece <= network.size() + 1; ++piece) {
      EXPECT_EQ(to_lf(network, piece), file) << piece;
      EXPECT_EQ(to_lf_in_place(network, piece), file) << piece;
    }
  }
}

TEST(Ascii, upload_changes_every_lf_to_crlf) {
  EXPECT_EQ(to_crlf("a\nb\n\nc", 100), "a\r\nb\r\n\r\nc");
  EXPECT_EQ(to_crlf("a\r\nb\rc", 100), "a\r\r\nb\rc") << "a CR in a file is a byte of it";
  EXPECT_EQ(to_crlf("", 1), "");
}

TEST(Ascii, download_undoes_upload_exactly_for_any_bytes_and_any_pieces) {
  std::mt19937 random(20260101);
  for (int round = 0; round < 300; ++round) {
    std::string file(random() % 200, ' ');
    for (char& c : file) c = "\r\n\r\nab\0x"[random() % 8];
    const std::size_t piece = 1 + random() % 40;
    EXPECT_EQ(to_lf(to_crlf(file, piece), 1 + random() % 40), file);
    EXPECT_EQ(to_lf_in_place(to_crlf(file, piece), piece), file);
  }
}

// Takes some thousandths of a second; quadratic code would need minutes, and the limit suits an emulator.
TEST(Ascii, converts_bare_carriage_returns_and_text_in_linear_time) {
  std::string text;
  while (text.size() < (1u << 20)) text += "a line of sixty bytes, which is about what text files have..\r\n";
  const std::string returns(1u << 20, '\r');
  const auto start = std::clock();
  EXPECT_EQ(to_lf(text, text.size()).size(), text.size() - text.size() / 62);
  EXPECT_EQ(to_lf(returns, returns.size()), returns);
  EXPECT_LT(std::clock() - start, 10 * CLOCKS_PER_SEC);
}

}  // namespace
}  // namespace plainsock::ftp
