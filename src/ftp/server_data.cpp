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

void DataConnection::aim(const SocketAddress& target) {
  close();
  target_ = target;
}

DataConnection::State DataConnection::advance(const IpAddress& peer) {
  if (connected_) return State::open;
  const auto state = listener_.socket().is_open() ? accept(peer) : target_ ? connect() : State::none;
  connected_ = state == State::open;
  return state;
}

DataConnection::State DataConnection::accept(const IpAddress& peer) {
  for (;;) {
    auto accepted = listener_.try_accept();
    if (!accepted) return would_block(accepted.error()) ? State::waiting : State::failed;
    if (accepted->peer.ip().unmapped() != peer) continue;
    stop_listening();
    stream_ = std::move(accepted->stream);
    return stream_.socket().set_blocking(Blocking::no) ? State::open : State::failed;
  }
}

DataConnection::State DataConnection::connect() {
  if (!stream_.is_open()) {
    auto begun = TcpStream::begin_connect(*target_);
    if (!begun) return State::failed;
    stream_ = std::move(*begun);
  }
  if (!stream_.socket().wait(Interest::write, Deadline::after({}))) return State::waiting;
  return stream_.finish_connect() ? State::open : State::failed;
}

bool DataConnection::await_opening() {
  return stream_.is_open() ? watch_.set(stream_.socket(), Interest::write)
                           : watch_.set(listener_.socket(), Interest::read);
}

void DataConnection::stop_listening() {
  watch_.set(listener_.socket(), Interest::none);
  static_cast<void>(listener_.socket().close());
}

void DataConnection::close() {
  target_.reset();
  connected_ = false;
  if (listener_.socket().is_open()) stop_listening();
  if (!stream_.is_open()) return;
  watch_.set(stream_.socket(), Interest::none);
  static_cast<void>(stream_.close());
}

}  // namespace plainsock::ftp::server
