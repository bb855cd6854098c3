#include "data_connection.hpp"

#include "network_error.hpp"
#include "plainsock/error.hpp"

namespace plainsock::ftp {
namespace {

// The server has no such command, or not for this connection; 421 never gets here.
bool refuses_command(const Reply& reply) { return reply.permanent(); }

}  // namespace

void DataChannel::accept() {
  auto accepted = listener_.try_accept();
  if (!accepted) {
    if (would_block(accepted.error())) return;
    throw network_error("accept", accepted.error());
  }
  if (accepted->peer.ip().unmapped() != expected_.unmapped()) return;
  if (const auto set = accepted->stream.socket().set_blocking(Blocking::no); !set)
    throw network_error("accept", set.error());
  stream_ = std::make_unique<PlainStream>(std::move(accepted->stream));
  static_cast<void>(listener_.socket().close());
}

void DataChannel::close() noexcept {
  stream_.reset();
  if (listener_.socket().is_open()) static_cast<void>(listener_.socket().close());
}

void DataChannel::abandon() noexcept {
  constexpr std::optional<std::chrono::seconds> at_once{0};
  if (stream_) static_cast<void>(stream_->socket().set(option::linger, at_once));
  close();
}

void DataConnections::reset() {
  epsv_failed_ = eprt_failed_ = false;
  ready_.reset();
}

std::optional<Command> DataConnections::ahead() {
  if (options_.data_mode == DataMode::active || ready_) return std::nullopt;
  if (may_use_epsv()) return Command{"EPSV", {}};
  return may_use_pasv() ? std::optional{Command{"PASV", {}}} : std::nullopt;
}

// A refusal is dealt with when the connection is really wanted.
void DataConnections::on_ahead_reply(const Reply& reply) {
  ready_ = address_in(reply);
  if (!ready_ && may_use_epsv() && refuses_command(reply)) epsv_failed_ = true;
}

DataChannel DataConnections::open() {
  return options_.data_mode == DataMode::active ? open_active() : open_passive();
}

// An EPSV port that cannot be reached may be the work of a NAT that only understands PASV.
DataChannel DataConnections::open_passive() {
  for (;;) {
    const bool by_epsv = may_use_epsv();
    const auto address = ready_ ? *std::exchange(ready_, std::nullopt) : ask_address();
    const auto to = target(address);
    auto stream = connect(to);
    if (stream) return DataChannel{std::move(*stream)};
    if (!by_epsv || !may_use_epsv() || !may_use_pasv())
      throw network_error("connect data " + to.to_string(), stream.error());
    epsv_failed_ = true;
  }
}

DataAddress DataConnections::ask_address() {
  if (may_use_epsv()) {
    const auto reply = control_.ask({"EPSV", {}});
    if (const auto address = address_in(reply)) return *address;
    if (!may_use_pasv() || reply.transient()) throw Error("EPSV", reply);
    epsv_failed_ = true;
  }
  const auto reply = control_.demand({"PASV", {}});
  const auto address = address_in(reply);
  if (!address) throw Error(Category::protocol, "PASV", "no usable address in: " + describe(reply), reply);
  return *address;
}

std::optional<DataAddress> DataConnections::address_in(const Reply& reply) const {
  return reply.completion() ? data_address(reply) : std::nullopt;
}

// RFC 2428 section 3: the host is the control connection's peer; after a 227 it is taken from there as well.
SocketAddress DataConnections::target(const DataAddress& address) const {
  const auto told = IpAddress::parse(address.host);
  const bool as_told = options_.passive_host == PassiveHost::as_told && told && !told->is_unspecified();
  return {as_told ? *told : control_.peer().ip(), address.port};
}

// The control connection is watched meanwhile: a server that gives up says so there.
Result<std::unique_ptr<Stream>> DataConnections::connect(const SocketAddress& address) {
  auto stream = TcpStream::begin_connect(address);
  if (!stream) return stream.error();
  const auto until = control_.deadline();
  for (;;) {
    const auto ready = control_.wait(until, &stream->socket(), Interest::write);
    if (has(ready.data, Interest::write)) break;
    if (ready.deadline_passed) return socket_error(std::errc::timed_out);
    if (!control_.is_open()) return socket_error(std::errc::connection_aborted);
  }
  if (const auto connected = stream->finish_connect(); !connected) return connected.error();
  return std::unique_ptr<Stream>{std::make_unique<PlainStream>(std::move(*stream))};
}

DataChannel DataConnections::open_active() {
  auto listener = listen();
  announce(listener.local_address().value("getsockname"));
  return {std::move(listener), control_.peer().ip()};
}

// On the address that the server sees already, so that nobody else's network can reach it.
TcpListener DataConnections::listen() {
  const auto here = control_.local_address().value("getsockname").ip();
  const auto [lowest, highest] = options_.active_ports;
  std::error_code error = socket_error(std::errc::address_in_use);
  for (unsigned port = lowest; port <= highest; ++port) {
    auto listener = TcpListener::bind({here, static_cast<std::uint16_t>(port)}, 1);
    if (listener) return std::move(*listener);
    error = listener.error();
  }
  throw network_error("listen " + here.to_string(), error);
}

void DataConnections::announce(const SocketAddress& address) {
  const auto ip = address.ip().to_string();
  const bool ipv4 = address.family() == Family::ipv4;
  if (!eprt_failed_ && (options_.active_command == ActiveCommand::eprt_first || !ipv4)) {
    const auto reply = control_.ask({"EPRT", eprt_argument(ip, address.port())});
    if (reply.completion()) return;
    if (!ipv4 || !refuses_command(reply)) throw Error("EPRT", reply);
    eprt_failed_ = true;
  }
  static_cast<void>(control_.demand({"PORT", port_argument(ip, address.port())}));
}

}  // namespace plainsock::ftp
