#include "server_data.hpp"

#include "plainsock/error.hpp"

namespace plainsock::ftp::server {
namespace {

// One is expected; strangers may come first.
constexpr int backlog = 8;

}  // namespace

Result<TcpListener> PassivePorts::listen(const IpAddress& at) {
  if (!range_) return TcpListener::bind({at, 0}, backlog);
  std::error_code error = std::make_error_code(std::errc::address_in_use);
  for (std::uint32_t tries = range_->first; tries <= range_->last; ++tries) {
    const auto port = static_cast<std::uint16_t>(next_);
    next_ = next_ == range_->last ? range_->first : next_ + 1;
    auto listener = TcpListener::bind({at, port}, backlog);
    if (listener) return listener;
    error = listener.error();
    if (error != std::errc::address_in_use && error != std::errc::permission_denied) break;
  }
  return error;
}

Result<SocketAddress> DataConnection::listen(PassivePorts& ports, const IpAddress& at) {
  close();
  auto listener = ports.listen(at);
  if (!listener) return listener.error();
  listener_ = std::move(*listener);
  return listener_.local_address();
}

DataConnection::State DataConnection::advance(const IpAddress& peer) {
  while (!stream_.is_open()) {
    if (!listener_.socket().is_open()) return State::none;
    auto accepted = listener_.try_accept();
    if (!accepted) return would_block(accepted.error()) ? State::waiting : State::failed;
    if (accepted->peer.ip().unmapped() != peer) continue;
    stop_listening();
    stream_ = std::move(accepted->stream);
  }
  return State::open;
}

bool DataConnection::want(Interest interest) {
  return watch_.set(stream_.is_open() ? stream_.socket() : listener_.socket(), interest);
}

void DataConnection::stop_listening() {
  watch_.set(listener_.socket(), Interest::none);
  static_cast<void>(listener_.socket().close());
}

void DataConnection::close() {
  if (listener_.socket().is_open()) stop_listening();
  if (!stream_.is_open()) return;
  watch_.set(stream_.socket(), Interest::none);
  static_cast<void>(stream_.close());
}

}  // namespace plainsock::ftp::server
