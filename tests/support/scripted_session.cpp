#include "tests/support/scripted_session.hpp"

#include <algorithm>

#include "plainsock/bytes.hpp"
#include "platform/sys.hpp"

namespace plainsock::test {
namespace {

Deadline soon() { return Deadline::after(std::chrono::seconds{20}); }

// IAC IP and IAC DM, which come before an ABOR.
std::string_view without_telnet(std::string_view line) {
  return line.substr(std::min(line.find_first_not_of("\xFF\xF4\xF2"), line.size()));
}

void replace(std::string& text, std::string_view what, const std::string& with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what))
    text.replace(at, what.size(), with);
}

// "127,0,0,1,18,103" and "|1|127.0.0.1|4711|".
std::optional<SocketAddress> active_address(const std::string& verb, std::string argument) {
  if (verb == "EPRT") {
    const auto end = argument.rfind('|'), port = argument.rfind('|', end - 1), host = argument.rfind('|', port - 1);
    const auto ip = IpAddress::parse(argument.substr(host + 1, port - host - 1));
    if (!ip) return std::nullopt;
    return SocketAddress{*ip, static_cast<std::uint16_t>(std::stoi(argument.substr(port + 1)))};
  }
  const auto low = argument.rfind(','), high = argument.rfind(',', low - 1);
  const int port = std::stoi(argument.substr(high + 1)) * 256 + std::stoi(argument.substr(low + 1));
  auto host = argument.substr(0, high);
  std::replace(host.begin(), host.end(), ',', '.');
  return SocketAddress{IpAddress::parse(host).value(), static_cast<std::uint16_t>(port)};
}

}  // namespace

void ScriptedSession::run() {
  static_cast<void>(control_.socket().set(option::no_delay, true));
  if (!answer("greeting")) return;
  while (const auto line = next_command()) {
    const auto space = std::min(line->find(' '), line->size());
    verb_ = line->substr(0, space);
    argument_ = line->substr(std::min(space + 1, line->size()));
    if (verb_ == "REST") offset_ = std::stoul(argument_);
    if (verb_ == "PORT" || verb_ == "EPRT") active_ = active_address(verb_, argument_);
    if (!answer(verb_)) return;
  }
}

std::optional<std::string> ScriptedSession::next_command() {
  for (;;) {
    const auto line = lines_.next();
    if (line && *line) {
      const std::string command{without_telnet(**line)};
      const std::lock_guard lock{state_.mutex};
      state_.commands.push_back(command);
      return command;
    }
    const auto bytes = control_.read_some(lines_.room());
    if (!line || !bytes || *bytes == 0) return std::nullopt;
    lines_.received(*bytes);
  }
}

// False when the script ends the session.
bool ScriptedSession::answer(const std::string& verb) {
  std::size_t n = 0;
  {
    const std::lock_guard lock{state_.mutex};
    n = state_.used[verb]++;
  }
  const auto& actions = state_.script.actions(verb, n);
  return std::all_of(actions.begin(), actions.end(), [&](const Action& action) { return perform(action); });
}

bool ScriptedSession::perform(const Action& action) {
  const auto& [word, text] = action;
  if (word == "send") write(expanded(text) + "\r\n");
  if (word == "raw") write(unescaped(expanded(text)));
  if (word == "dribble") dribble(unescaped(expanded(text)));
  if (word == "repeat") repeat(text);
  if (word == "listen") listen(text);
  if (word == "intrude") intrude(text);
  if (word == "data") send_content(text);
  if (word == "all") send_data(state_.content);
  if (word == "rest") send_data(std::string_view{state_.content}.substr(sent_to_));
  if (word == "text") send_data(unescaped(text));
  if (word == "receive") receive(std::string::npos);
  if (word == "expect-open") expect_open();
  if (word == "drop") receive(1024), reset();
  if (word == "end" && open_data()) static_cast<void>(data_.finish(soon())), data_ = {};
  if (word == "reset") reset();
  if (word == "silence") wait_for_the_end();
  return word != "leave" && word != "silence";
}

std::string ScriptedSession::expanded(std::string text) const {
  const auto local = listener_.socket().is_open() ? listener_.local_address().value() : SocketAddress{};
  const auto port = local.port();
  replace(text, "${port}", std::to_string(port));
  replace(text, "${comma}", std::to_string(port / 256) + ',' + std::to_string(port % 256));
  replace(text, "${size}", std::to_string(state_.content.size()));
  replace(text, "${argument}", argument_);
  return text;
}

void ScriptedSession::write(std::string_view text) {
  static_cast<void>(control_.write_all(bytes_of(text), soon()));
}

void ScriptedSession::dribble(std::string_view text) {
  for (const char& byte : text) write({&byte, 1});
}

void ScriptedSession::repeat(const std::string& text) {
  const auto space = text.find(' ');
  const auto piece = unescaped(text.substr(space + 1));
  for (auto left = std::stoul(text); left > 0; --left) {
    if (!control_.write_all(bytes_of(piece), soon())) return;
  }
}

void ScriptedSession::listen(const std::string& address) {
  const auto ip = address.empty() ? control_.local_address().value().ip() : IpAddress::parse(address).value();
  listener_ = TcpListener::bind({ip, 0}, 4).value();
  active_.reset();
}

// Somebody else is at the client's port before the server.
void ScriptedSession::intrude(const std::string& from) {
  intruder_ = TcpStream{Socket::open(Family::ipv4, SocketType::stream).value()};
  intruder_.socket().bind({IpAddress::parse(from).value(), 0}).value();
  sys::connect(intruder_.socket().descriptor(), active_.value()).value();
  static_cast<void>(intruder_.write_all(bytes_of("evil"), soon()));
}

bool ScriptedSession::open_data() {
  if (data_.is_open()) return true;
  if (active_) {
    if (auto stream = TcpStream::connect(*active_, soon())) data_ = std::move(*stream);
  } else if (listener_.socket().is_open()) {
    if (auto accepted = listener_.accept(soon())) data_ = std::move(accepted->stream);
    listener_ = {};
  }
  return data_.is_open();
}

void ScriptedSession::send_data(std::string_view bytes) {
  if (open_data()) static_cast<void>(data_.write_all(bytes_of(bytes), soon()));
}

void ScriptedSession::send_content(const std::string& count) {
  const auto from = std::min(std::exchange(offset_, 0), state_.content.size());
  const auto bytes =
      std::string_view{state_.content}.substr(from, count.empty() ? std::string::npos : std::stoul(count));
  sent_to_ = from + bytes.size();
  send_data(bytes);
}

void ScriptedSession::receive(std::size_t limit) {
  std::string bytes;
  std::vector<std::byte> buffer(std::min<std::size_t>(limit, 65536));
  while (open_data() && bytes.size() < limit) {
    const auto read = data_.read_some(buffer, soon());
    if (!read || *read == 0) break;
    bytes += text_of(std::span{buffer}.first(*read));
  }
  if (limit == std::string::npos) data_ = {};
  const std::lock_guard lock{state_.mutex};
  state_.uploaded = std::move(bytes);
}

// What comes meanwhile is dropped. That no end comes can only be waited for.
void ScriptedSession::expect_open() {
  if (!open_data()) return;
  std::array<std::byte, 1024> data;
  const auto limit = Deadline::after(std::chrono::milliseconds{100});
  while (!limit.passed()) {
    if (!data_.socket().wait(Interest::read, limit)) return;
    const auto there = data_.read_some(data, limit);
    if (!there || *there == 0) return reset();
  }
}

void ScriptedSession::reset() {
  if (!open_data()) return;
  static_cast<void>(data_.socket().set(option::linger, std::optional{std::chrono::seconds{0}}));
  data_ = {};
}

void ScriptedSession::wait_for_the_end() {
  std::vector<std::byte> dropped(4096);
  for (;;) {
    const auto bytes = control_.read_some(dropped);
    if (!bytes || *bytes == 0) return;
  }
}

}  // namespace plainsock::test
