// 227 and 229, and the other values that are read out of replies.
#include <iterator>
#include <string>

#include "fuzz.hpp"
#include "plainsock/ftp/data_address.hpp"
#include "plainsock/ftp/features.hpp"
#include "plainsock/ftp/reply_values.hpp"

namespace {

using namespace plainsock::ftp;

Reply reply_of(int code, std::string_view text) {
  Reply reply{code, {}, {}};
  for (std::size_t lf = text.find('\n'); lf != std::string_view::npos; lf = text.find('\n')) {
    reply.lines.push_back(std::to_string(code) + "-" + std::string(text.substr(0, lf)));
    text.remove_prefix(lf + 1);
  }
  reply.lines.push_back(std::to_string(code) + " " + std::string(text));
  return reply;
}

void check_address(const Reply& reply) {
  const auto address = data_address(reply);
  if (!address) return;
  require(address->port != 0 && address->host.empty() == (reply.code == 229));
  if (reply.code == 229) return;
  require(data_address(reply_of(227, '(' + port_argument(address->host, address->port) + ')')) == address);
}

void check_path(const Reply& reply) {
  const auto path = path_in(reply);
  require(!path || (!path->empty() && path->find_first_of("\r\n\x1B\x7F") == std::string::npos));
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const FuzzInput input(data, size);
  constexpr int codes[] = {227, 229, 257, 213, 150, 226, 211};
  const Reply reply = reply_of(codes[input.choice % std::size(codes)], input.bytes);
  check_address(reply);
  check_path(reply);
  require(size_in(reply).value_or(0) < std::uint64_t{1} << 63);
  require(!stored_name_in(reply).value_or("x").empty());
  time_in(reply);
  size_hint_in(reply);
  truncated_to(reply);
  const Features features(reply);
  for (const auto& feature : features.all()) require(!feature.first.empty());
  return 0;
}
