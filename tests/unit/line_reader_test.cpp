#include "plainsock/line_reader.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <vector>

using namespace plainsock;

namespace {

void feed(LineReader& reader, std::string_view text) {
  while (!text.empty()) {
    const auto room = reader.room();
    ASSERT_FALSE(room.empty());
    const auto size = std::min(room.size(), text.size());
    std::memcpy(room.data(), text.data(), size);
    reader.received(size);
    text.remove_prefix(size);
  }
}

// What comes out: lines, and "!" for one that is too long.
std::vector<std::string> lines(LineReader& reader) {
  std::vector<std::string> out;
  for (;;) {
    const auto line = reader.next();
    if (!line) {
      EXPECT_EQ(line.error(), SocketError::line_too_long);
      out.emplace_back("!");
    } else if (*line) {
      out.emplace_back(**line);
    } else {
      return out;
    }
  }
}

std::vector<std::string> lines_of(std::string_view text, std::size_t step, std::size_t cap) {
  LineReader reader{cap};
  std::vector<std::string> all;
  for (; !text.empty(); text.remove_prefix(std::min(step, text.size()))) {
    feed(reader, text.substr(0, step));
    for (auto& line : lines(reader)) all.push_back(std::move(line));
  }
  return all;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST(LineReader, gives_the_same_lines_for_every_split_of_the_bytes) {
  constexpr std::string_view text = "one\r\ntwo\n\r\n\n\rthree\rmore\r\r\nfour five six seven\r\nlast\n";
  const Lines expected{"one", "two", "", "", "\rthree\rmore\r", "four five six seven", "last"};
  for (std::size_t step = 1; step <= text.size(); ++step) EXPECT_EQ(lines_of(text, step, 100), expected) << step;
}

TEST(LineReader, refuses_a_line_above_the_cap_once_and_goes_on_behind_it) {
  constexpr std::string_view text = "abcd\nabcde\r\nabcdef\nabcdefghijklmnop\r\nx\n";
  for (std::size_t step = 1; step <= text.size(); ++step) {
    EXPECT_EQ(lines_of(text, step, 5), (Lines{"abcd", "abcde", "!", "!", "x"})) << step;
  }
}

TEST(LineReader, a_line_of_exactly_the_cap_passes_with_either_end) {
  for (std::size_t step : {1u, 6u, 20u}) {
    EXPECT_EQ(lines_of("12345\n12345\r\n123456\n", step, 5), (Lines{"12345", "12345", "!"})) << step;
  }
}

TEST(LineReader, keeps_no_more_memory_than_the_cap_asks_for) {
  LineReader reader{16};
  const std::string flood(3000, 'x');
  std::size_t refused = 0;
  for (int i = 0; i < 1000; ++i) {
    feed(reader, flood);
    refused += lines(reader).size();
    ASSERT_LE(reader.room().size(), 8192u) << "an endless line is dropped as it comes";
  }
  EXPECT_EQ(refused, 1u);
  feed(reader, "\nshort\n");
  EXPECT_EQ(lines(reader), Lines{"short"});
}

TEST(LineReader, keeps_what_follows_the_last_line_end) {
  LineReader reader;
  feed(reader, "whole\nhalf");
  EXPECT_EQ(lines(reader), Lines{"whole"});
  EXPECT_EQ(reader.rest(), "half");
  feed(reader, " and half\n");
  EXPECT_EQ(lines(reader), Lines{"half and half"});
  EXPECT_EQ(reader.rest(), "");
}

TEST(LineReader, has_no_rest_of_a_line_that_was_refused) {
  LineReader reader{4};
  feed(reader, "far too long");
  EXPECT_EQ(lines(reader), Lines{"!"});
  EXPECT_EQ(reader.rest(), "");
}

TEST(LineReader, carries_every_byte_but_the_line_end) {
  LineReader reader;
  feed(reader, std::string_view{"a\0b\xff\n", 5});
  EXPECT_EQ(lines(reader), Lines{std::string("a\0b\xff", 4)});
}
