// Connecting: one address, or the race of RFC 8305 among several.
#include <algorithm>
#include <utility>

#include "plainsock/error.hpp"
#include "plainsock/tcp_stream.hpp"
#include "platform/sys.hpp"

namespace plainsock {
namespace {

constexpr std::chrono::milliseconds attempt_delay{
    250};  // RFC 8305 section 5: "Connection Attempt Delay", recommended value

// A socket whose connect has been begun. `failure` is set when it ended at once.
struct Attempt {
  Socket socket;
  SocketAddress peer;
  bool established = false;
};

Result<Attempt> begin(const SocketAddress& peer, Blocking blocking) noexcept {
  const auto descriptor = sys::open(peer.family(), SocketType::stream, blocking);
  if (!descriptor) return descriptor.error();
  Attempt attempt{Socket{*descriptor}, peer};
  const auto connected = sys::connect(*descriptor, peer);
  if (!connected && connected.error() != std::errc::operation_in_progress) return connected.error();
  attempt.established = connected.has_value();
  return attempt;
}

// A connect to a free ephemeral port may be given that very port to come from, and so reaches itself.
Result<void> refuse_self(const Socket& socket, const SocketAddress& peer) noexcept {
  const auto local = socket.local_address();
  if (local && *local == peer && peer.family() != Family::local) return SocketError::self_connect;
  return {};
}

// What every new connection goes through: its pending error, the self-connect, blocking mode.
Result<TcpStream> complete(Attempt attempt, Blocking began_as) noexcept {
  if (!attempt.established) {
    if (const auto pending = attempt.socket.take_error(); !pending) return pending.error();
  }
  if (const auto other = refuse_self(attempt.socket, attempt.peer); !other) return other.error();
  if (began_as == Blocking::no) {
    if (const auto set = attempt.socket.set_blocking(Blocking::yes); !set) return set.error();
  }
  return TcpStream{std::move(attempt.socket)};
}

// IPv6 and IPv4 in turn, each kept in the resolver's order (RFC 8305 section 4).
std::vector<SocketAddress> interleaved(const std::vector<SocketAddress>& addresses) {
  std::vector<SocketAddress> six;
  std::vector<SocketAddress> rest;
  for (const auto& address : addresses) (address.family() == Family::ipv6 ? six : rest).push_back(address);
  std::vector<SocketAddress> order;
  for (std::size_t i = 0; i < std::max(six.size(), rest.size()); ++i) {
    if (i < six.size()) order.push_back(six[i]);
    if (i < rest.size()) order.push_back(rest[i]);
  }
  return order;
}

class Race {
 public:
  Race(std::vector<SocketAddress> order, Deadline deadline, const ConnectOptions& options)
      : order_(std::move(order)), deadline_(deadline), options_(options) {}

  Result<TcpStream> run() {
    while (undecided()) {
      if (auto winner = step()) return std::move(*winner);
      if (undecided() && deadline_.passed()) give_up(socket_error(std::errc::timed_out));
    }
    return last_error_;
  }

 private:
  bool undecided() const noexcept { return next_ < order_.size() || !running_.empty(); }

  // Begins the next attempt when it is due, then waits for any of them. Gives the connection that has won.
  std::optional<TcpStream> step() {
    if (next_ < order_.size() && (running_.empty() || next_start_.passed())) {
      if (auto at_once = begin_next()) return at_once;
    }
    return running_.empty() ? std::nullopt : await();
  }

  std::optional<TcpStream> begin_next() {
    const auto& peer = order_[next_++];
    next_start_ = Deadline::after(attempt_delay);
    auto attempt = begin(peer, Blocking::no);
    if (!attempt) return failed(peer, attempt.error());
    if (attempt->established) return ended(std::move(*attempt));
    running_.push_back(std::move(*attempt));
    return {};
  }

  std::optional<TcpStream> await() {
    std::vector<sys::WaitItem> items;
    for (const auto& attempt : running_) items.push_back({attempt.socket.descriptor(), Interest::write});
    const auto until = next_ < order_.size() ? earlier(next_start_, deadline_) : deadline_;
    if (const auto waited = wait(items, until); !waited) return give_up(waited.error());
    for (std::size_t i = items.size(); i-- > 0;) {
      if (items[i].ready == Interest::none) continue;
      auto attempt = std::move(running_[i]);
      running_.erase(running_.begin() + static_cast<std::ptrdiff_t>(i));
      if (auto winner = ended(std::move(attempt))) return winner;
    }
    return {};
  }

  Result<void> wait(std::span<sys::WaitItem> items, Deadline until) {
    return options_.poller ? wait_by(*options_.poller, items, until) : sys::wait(items, until);
  }

  Result<void> wait_by(Poller& poller, std::span<sys::WaitItem> items, Deadline until) {
    Result<void> added;
    for (std::size_t i = 0; i < items.size() && added; ++i)
      added = poller.add(running_[i].socket, items[i].interest, i);
    const auto events = added ? poller.wait(until) : decltype(poller.wait(until)){added.error()};
    for (const auto& attempt : running_) static_cast<void>(poller.remove(attempt.socket));
    if (!events) return events.error();
    for (const auto& event : *events) items[event.key()].ready = event.ready();
    return events->empty() && !until.passed() ? socket_error(std::errc::operation_canceled) : Result<void>{};
  }

  std::optional<TcpStream> ended(Attempt attempt) {
    const auto peer = attempt.peer;
    auto stream = complete(std::move(attempt), Blocking::no);
    if (!stream) return failed(peer, stream.error());
    return std::move(*stream);
  }

  // The next address need not wait for its turn any longer.
  std::optional<TcpStream> failed(const SocketAddress& peer, std::error_code error) {
    last_error_ = error;
    next_start_ = Deadline::after(std::chrono::milliseconds{0});
    if (options_.failures) options_.failures->push_back({peer, error});
    return {};
  }

  // What is under way ends like this, and nothing more is begun.
  std::optional<TcpStream> give_up(std::error_code error) {
    for (const auto& attempt : running_) static_cast<void>(failed(attempt.peer, error));
    running_.clear();
    next_ = order_.size();
    last_error_ = error;
    return {};
  }

  std::vector<SocketAddress> order_;
  std::size_t next_ = 0;
  std::vector<Attempt> running_;
  Deadline next_start_ = Deadline::never();
  Deadline deadline_;
  const ConnectOptions& options_;
  std::error_code last_error_ = socket_error(std::errc::host_unreachable);
};

}  // namespace

Result<TcpStream> TcpStream::connect(const SocketAddress& peer, Deadline deadline) noexcept {
  const auto blocking = deadline.is_never() ? Blocking::yes : Blocking::no;
  auto attempt = begin(peer, blocking);
  if (!attempt) return attempt.error();
  if (!attempt->established) {
    if (const auto ready = attempt->socket.wait(Interest::write, deadline); !ready) return ready.error();
  }
  return complete(std::move(*attempt), blocking);
}

Result<TcpStream> TcpStream::begin_connect(const SocketAddress& peer) noexcept {
  auto attempt = begin(peer, Blocking::no);
  if (!attempt) return attempt.error();
  return TcpStream{std::move(attempt->socket)};
}

Result<void> TcpStream::finish_connect() noexcept {
  if (const auto pending = socket_.take_error(); !pending) return pending.error();
  const auto peer = socket_.peer_address();
  return peer ? refuse_self(socket_, *peer) : Result<void>{peer.error()};
}

Result<TcpStream> TcpStream::connect(std::string_view host, std::string_view service, Deadline deadline,
                                     ConnectOptions options) {
  const auto addresses = resolve(host, service, {options.family, Transport::tcp});
  if (!addresses) return addresses.error();
  return Race{interleaved(*addresses), deadline, options}.run();
}

std::string to_string(const std::vector<ConnectFailure>& failures) {
  std::string text;
  for (const auto& failure : failures) {
    text += (text.empty() ? "" : "; ") + failure.address.to_string() + ": " + failure.error.message();
  }
  return text;
}

}  // namespace plainsock
