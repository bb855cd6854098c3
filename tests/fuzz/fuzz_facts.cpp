// A line of MLSx and the times in it.
#include <string>

#include "fuzz.hpp"
#include "plainsock/ftp/listing.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace plainsock::ftp;
  const std::string_view line = FuzzInput(data, size).bytes;
  const auto facts = parse_facts(line);
  if (facts) {
    require(!facts->name.empty() && line.ends_with(facts->name));
    for (const auto& fact : facts->facts) require(!fact.first.empty() && facts->get(fact.first).has_value());
    require(entry_of(*facts).name == facts->name);
  }
  if (const auto time = parse_time(line)) require(parse_time(time_text(*time)) == time);
  const auto of_reply = facts_in(Reply{250, {"250-x", " " + std::string(line), "250 x"}, {}});
  require(of_reply.has_value() == facts.has_value());
  return 0;
}
