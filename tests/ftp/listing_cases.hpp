// How the corpora of the listing formats are written down and checked.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "plainsock/ftp/listing.hpp"

namespace plainsock::ftp {

constexpr auto as_list = ListingParser::Format::list;

// A line and the one entry that it must give, as summary() writes it.
struct ListingCase {
  std::string_view line;
  std::string_view entry;
};

inline std::chrono::sys_seconds corpus_now() { return *make_time(2026, 11, 22, 10, 0, 0); }

// "KIND SIZE TIME OWNER GROUP [NAME] -> TARGET", '-' for what is not known; the name in brackets to show its
// spaces.
inline std::string summary(const Entry& entry) {
  const auto or_dash = [](const std::string& text) { return text.empty() ? "-" : text; };
  std::string text(to_string(entry.kind));
  text += ' ' + (entry.size ? std::to_string(*entry.size) : "-");
  text += ' ' + (entry.modified ? iso_text(*entry.modified) : "-");
  text += ' ' + or_dash(entry.owner) + ' ' + or_dash(entry.group) + " [" + entry.name + ']';
  return entry.link_target.empty() ? text : text + " -> " + entry.link_target;
}

// Every line alone, whole and in every split of two; and with the other line ends.
inline void check_cases(const std::vector<ListingCase>& cases, ListingParser::Format format) {
  for (const auto& [line, expected] : cases) {
    const auto entries = parse_listing(line, format, corpus_now());
    ASSERT_EQ(entries.size(), 1u) << line;
    EXPECT_EQ(summary(entries[0]), expected) << line;
    EXPECT_EQ(entries[0].raw, line);
    for (const char* end : {"\n", "\r\n", "\r\r\n"}) {
      EXPECT_EQ(parse_listing(std::string(line) + end, format, corpus_now()), entries) << line;
    }
    for (std::size_t cut = 1; cut < line.size(); ++cut) {
      ListingParser parser(format, corpus_now());
      parser.feed(line.substr(0, cut));
      parser.feed(line.substr(cut));
      parser.finish();
      EXPECT_EQ(parser.take(), entries) << cut << " in " << line;
    }
  }
}

// A listing of several lines, one summary a line.
inline std::vector<std::string> summaries(std::string_view listing, ListingParser::Format format) {
  std::vector<std::string> lines;
  for (const auto& entry : parse_listing(listing, format, corpus_now())) lines.push_back(summary(entry));
  return lines;
}

}  // namespace plainsock::ftp
