#include "plainsock/ftp/listing.hpp"

#include "listing_cases.hpp"

namespace plainsock::ftp {
namespace {

TEST(ListingParser, leaves_out_blank_lines_and_totals) {
  for (const char* total :
       {"total 12", "total 0", "insgesamt 12", "total 1.5M", "\xE5\x90\x88\xE8\xA8\x88 12", "totalt 4", "", "  "}) {
    EXPECT_EQ(parse_listing(std::string(total) + "\r\n", as_list, corpus_now()).size(), 0u) << total;
  }
  EXPECT_EQ(parse_listing("", as_list, corpus_now()).size(), 0u);
  EXPECT_EQ(parse_listing("\r\n", as_list, corpus_now()).size(), 0u) << "an empty directory on ftp-srv";
  EXPECT_EQ(parse_listing("total loss", as_list, corpus_now()).size(), 1u);
}

TEST(ListingParser, reads_each_line_by_itself_in_a_mixed_listing) {
  const auto lines = summaries(
      "total 8\n"
      "-rw-r--r-- 1 a b 1 Jan 16 18:53 unix\r\n"
      "what is this\r\n"
      "01-16-26  06:53PM                 1234 dos\n"
      "\r\n"
      "drwxr-xr-x 2 a b 4096 Jan 16 18:53 last",
      as_list);
  EXPECT_EQ(lines, (std::vector<std::string>{"file 1 2026-01-16T18:53 a b [unix]", "unknown - - - - []",
                                             "file 1234 2026-01-16T18:53 - - [dos]",
                                             "directory - 2026-01-16T18:53 a b [last]"}));
}

TEST(ListingParser, keeps_a_line_that_it_does_not_know) {
  const auto entries = parse_listing("ls: cannot \x1B[31mopen\r\n", as_list, corpus_now());
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].kind, Entry::Kind::unknown);
  EXPECT_EQ(entries[0].name, "");
  EXPECT_EQ(entries[0].raw, "ls: cannot \x1B[31mopen");
}

TEST(ListingParser, cuts_a_line_that_is_too_long_and_goes_on_behind_it) {
  const std::string start = "-rw-r--r-- 1 a b 1 Jan 16 18:53 ";
  const std::string fits = start + std::string(ListingParser::longest_line - start.size(), 'x');
  const auto entries = parse_listing(fits + "\n" + fits + "y\n" + start + "z\n", as_list, corpus_now());
  ASSERT_EQ(entries.size(), 3u);
  EXPECT_EQ(entries[0].raw, fits);
  EXPECT_EQ(entries[0].name.size(), fits.size() - start.size());
  EXPECT_EQ(entries[1].name, "") << "half a name would be another file's";
  EXPECT_EQ(entries[1].raw, fits);
  EXPECT_EQ(entries[2].name, "z");
}

TEST(ListingParser, hands_entries_out_as_lines_end) {
  ListingParser parser(as_list, corpus_now());
  parser.feed("-rw-r--r-- 1 a b 1 Jan 16 18:53 a\r\n-rw-r--r-- 1 a b 1 Jan 16");
  EXPECT_EQ(parser.take().size(), 1u);
  EXPECT_EQ(parser.take().size(), 0u);
  parser.feed(" 18:53 b");
  EXPECT_EQ(parser.take().size(), 0u);
  parser.finish();
  EXPECT_EQ(parser.take().size(), 1u);
  parser.finish();
  EXPECT_EQ(parser.take().size(), 0u);
}

TEST(ListingParser, gives_the_same_entries_for_every_size_of_piece) {
  const std::string listing =
      "total 8\r\nDirectory DISK:[A]\r\nLONG_NAME.TXT;1\r\n   1  16-JAN-2026 10:11:12 [A] (RWED,,,)\r\n"
      "+r,s10,\teplf\r\n-rw-r--r-- 1 a b 1 Jan 16 18:53 unix\n01-16-26  06:53PM  1234 dos\r\r\n"
      "Volume Unit    Referred Ext Used Recfm Lrecl BlkSz Dsorg Dsname\r\n"
      "WRKV01 3390   2026/01/16  1   15  FB      80 27920  PO  ALICE.JCL.CNTL\r\nX";
  const auto whole = parse_listing(listing, as_list, corpus_now());
  EXPECT_EQ(whole.size(), 6u);
  for (std::size_t size = 1; size < listing.size(); ++size) {
    ListingParser parser(as_list, corpus_now());
    for (std::size_t at = 0; at < listing.size(); at += size)
      parser.feed(std::string_view(listing).substr(at, size));
    parser.finish();
    EXPECT_EQ(parser.take(), whole) << size;
  }
}

}  // namespace
}  // namespace plainsock::ftp
