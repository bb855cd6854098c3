// ListingParser: the same entries for two ways of cutting, one at most for each line, nothing thrown.
#include <algorithm>
#include <vector>

#include "fuzz.hpp"
#include "plainsock/ftp/listing.hpp"
#include "plainsock/ftp/safe_name.hpp"

namespace {

using namespace plainsock::ftp;

void check(const Entry& entry) {
  require(!entry.raw.empty() && entry.raw.find('\n') == std::string::npos);
  require(!entry.name.empty() || entry.kind == Entry::Kind::unknown);
  require(entry.name.size() <= entry.raw.size());
  name_problem(entry.name);
  if (entry.modified) iso_text(*entry.modified);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using Format = ListingParser::Format;
  constexpr Format formats[] = {Format::list, Format::list, Format::facts, Format::names};
  const FuzzInput input(data, size);
  const Format format = formats[input.choice & 3];
  const auto now = *make_time(2026, 11, 22);
  const auto whole = parse_listing(input.bytes, format, now);
  const auto lines = std::count(input.bytes.begin(), input.bytes.end(), '\n') + 1;
  require(whole.size() <= static_cast<std::size_t>(lines));
  std::for_each(whole.begin(), whole.end(), check);

  ListingParser parser(format, now);
  const std::size_t piece = input.choice / 4u + 1u;
  for (std::size_t at = 0; at < input.bytes.size(); at += piece) parser.feed(input.bytes.substr(at, piece));
  parser.finish();
  require(parser.take() == whole);
  return 0;
}
