#include "network_text.hpp"

#include "plainsock/console.hpp"
#include "plainsock/visible.hpp"
#include "server_options.hpp"

namespace plainsock::cli {
namespace {

// How many bytes at the end begin a UTF-8 sequence that is longer than they are (RFC 3629 section 3).
std::size_t unfinished(std::string_view text) {
  for (std::size_t back = 1; back <= 3 && back <= text.size(); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if (byte < 0x80) return 0;
    if (byte < 0xC0) continue;
    const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
    return length > back ? back : 0;
  }
  return 0;
}

}  // namespace

NetworkText::NetworkText() : terminal_(console::is_terminal(console::Stream::output)) {}

void NetworkText::print(std::string_view part) {
  if (part.empty()) return;
  in_line_ = part.back() != '\n';
  if (!terminal_) return cli::print(part, Flush::yes);
  held_ += part;
  const auto whole = held_.size() - unfinished(held_);
  cli::print(visible(std::string_view{held_}.substr(0, whole)), Flush::yes);
  held_.erase(0, whole);
}

void NetworkText::finish(LineEnd ends_line) {
  cli::print(visible(held_));
  held_.clear();
  if (in_line_ && (terminal_ || ends_line == LineEnd::always)) cli::print("\n");
}

TcpStream connect_to(const std::string& host, const std::string& port, const Context& context) {
  std::vector<ConnectFailure> failures;
  auto stream = TcpStream::connect(host, port, context.deadline(), {context.family, &failures});
  if (stream) return std::move(*stream);
  if (failures.empty()) fail_at("connect", host + ':' + port, stream.error());
  const auto status = stream.error() == std::errc::timed_out ? Status::timed_out : Status::failed;
  throw Failure{status, "connect " + to_string(failures)};
}

}  // namespace plainsock::cli
