#include "udp_exchange.hpp"

#include <cstdio>

#include "plainsock/bytes.hpp"
#include "server_options.hpp"

namespace plainsock::cli {
namespace {

UdpSocket connected_to(const std::string& host, const std::string& port, const Context& context) {
  auto socket = UdpSocket::connect(host, port, context.family);
  if (!socket) fail_at("connect", host + ':' + port, socket.error());
  return std::move(*socket);
}

[[noreturn]] void fail_exchange(std::string_view operation, const std::string& where, std::error_code error) {
  if (error == std::errc::connection_refused)
    fail_at(operation, where, error, "nobody listens on that port: its host answered so by ICMP");
  if (error == std::errc::message_size)
    fail_at(operation, where, error, "a datagram carries at most 65507 bytes over IPv4");
  fail_at(operation, where, error);
}

std::string text_of_seconds(double seconds) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", seconds);
  return text;
}

}  // namespace

UdpExchange::UdpExchange(const std::string& host, const std::string& port, const Context& context)
    : socket_(connected_to(host, port, context)),
      where_(socket_.peer_address().value("connect").to_string()),
      context_(context) {}

std::optional<std::string_view> UdpExchange::ask(std::string_view text) {
  const auto deadline = context_.deadline();
  if (const auto sent = socket_.send(bytes_of(text), deadline); !sent) fail_exchange("send", where_, sent.error());
  const auto received = socket_.receive(room_, deadline);
  if (received) return text_of(std::span{room_}.first(received->size));
  if (received.error() != std::errc::timed_out) fail_exchange("send", where_, received.error());
  complain("receive " + where_ + ": no reply in " + text_of_seconds(context_.timeout) +
           " s (UDP promises nothing: the datagram or its reply may be lost, or nobody may be there)");
  return {};
}

}  // namespace plainsock::cli
