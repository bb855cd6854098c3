// ReplyParser: the same events for two ways of cutting, limits kept, every text shown safely.
#include <algorithm>
#include <string>
#include <vector>

#include "fuzz.hpp"
#include "plainsock/ftp/error.hpp"
#include "plainsock/ftp/reply_parser.hpp"
#include "plainsock/visible.hpp"

namespace {

using namespace plainsock::ftp;

struct Events {
  std::vector<Reply> replies;
  std::string refusals;
  std::string end;  // why no more replies came
};

void check(const Reply& reply) {
  std::size_t bytes = 0;
  for (const auto& line : reply.lines) bytes += line.size();
  require(reply.code >= 100 && reply.code < 600 && !reply.lines.empty() && bytes <= ReplyParser::largest_reply);
  const std::string shown = describe(reply);
  require(shown == plainsock::visible_line(shown) && shown.size() < 4 * 400);
  require(reply.text().size() <= bytes + reply.lines.size());
}

Events parse(std::string_view bytes, std::size_t piece) {
  ReplyParser parser;
  Events events;
  try {
    for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
      parser.feed(bytes.substr(0, piece));
      events.refusals += parser.take_telnet_refusals();
      while (auto reply = parser.next()) {
        check(*reply);
        events.replies.push_back(*std::move(reply));
      }
    }
    events.end = parser.lacking();
  } catch (const Error& error) {
    events.end = error.what();
  }
  return events;
}

bool same(const Reply& a, const Reply& b) { return a.code == b.code && a.lines == b.lines && a.stray == b.stray; }

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const FuzzInput input(data, size);
  const Events whole = parse(input.bytes, input.bytes.size()), pieces = parse(input.bytes, input.choice % 32u + 1u);
  require(
      std::equal(whole.replies.begin(), whole.replies.end(), pieces.replies.begin(), pieces.replies.end(), same));
  require(whole.end == pieces.end && whole.refusals == pieces.refusals);
  return 0;
}
