#include "plainsock/ftp/server.hpp"

#include <atomic>
#include <unordered_map>
#include <vector>

#include "plainsock/bytes.hpp"
#include "plainsock/error.hpp"
#include "server_session.hpp"

namespace plainsock::ftp {
namespace {

using server::Shared;

// Each session has two keys in the Poller, its number and the one after it; numbers are never used again, so an
// event that comes for a session that is gone finds nobody.
constexpr std::uintptr_t listener_key = 0;
constexpr std::uintptr_t first_session = 2;
constexpr std::chrono::milliseconds accept_pause{100};

}  // namespace

class Server::Implementation {
 public:
  explicit Implementation(const ServerOptions& options)
      : shared_(options),
        poller_(Poller::create(options.backend).value("poller")),
        listener_(TcpListener::bind(options.address).value(("listen " + options.address.to_string()).c_str())) {
    poller_.add(listener_.socket(), Interest::read, listener_key).value("poller");
  }

  SocketAddress address() const { return listener_.local_address().value("getsockname"); }

  void run() {
    while (!stopped_) {
      const auto events = poller_.wait(next_look_).value("wait for clients");
      for (const auto& event : events) dispatch(event);
      if (next_look_.passed()) look_at_the_clock();
    }
    for (auto& [number, session] : sessions_) session->dismiss(421, "The server is shutting down.");
    sessions_.clear();
  }

  void stop() noexcept {
    stopped_ = true;
    static_cast<void>(poller_.wake());
  }

 private:
  void dispatch(const Event& event) {
    if (event.key() == listener_key) return accept_all();
    const auto number = event.key() & ~std::uintptr_t{1};
    const auto found = sessions_.find(number);
    if (found == sessions_.end()) return;
    auto& session = *found->second;
    if (event.key() == number)
      session.on_control(event.ready());
    else
      session.on_data();
    after(number, session);
  }

  void accept_all() {
    for (;;) {
      auto accepted = listener_.try_accept();
      if (accepted)
        welcome(std::move(accepted->stream));
      else
        return would_block(accepted.error()) ? void() : pause_accepting();
    }
  }

  // Out of descriptors: the listener would stay readable and the loop spin.
  void pause_accepting() {
    if (std::exchange(accepting_, false)) static_cast<void>(poller_.remove(listener_.socket()));
    next_look_ = earlier(next_look_, Deadline::after(accept_pause));
  }

  void welcome(TcpStream stream) {
    if (sessions_.size() >= shared_.options.max_clients) {
      static_cast<void>(stream.try_write_some(bytes_of("421 Too many clients, try again later.\r\n")));
      return;
    }
    // A reply follows another one, and must not wait for the first one's acknowledgement.
    static_cast<void>(stream.socket().set(option::no_delay, true));
    const auto number = std::exchange(next_session_, next_session_ + 2);
    auto session = std::make_unique<server::Session>(shared_, poller_, std::move(stream), number, number + 1);
    auto& kept = *sessions_.emplace(number, std::move(session)).first->second;
    after(number, kept);
  }

  void after(std::uintptr_t number, const server::Session& session) {
    if (session.is_over())
      sessions_.erase(number);
    else
      next_look_ = earlier(next_look_, session.deadline());
  }

  // Deadlines mostly move away while nobody looks, so one look at all is due only when the earliest that was ever
  // seen has passed.
  void look_at_the_clock() {
    next_look_ = Deadline::never();
    if (!std::exchange(accepting_, true))
      accepting_ = poller_.add(listener_.socket(), Interest::read, listener_key).has_value();
    if (!accepting_) next_look_ = Deadline::after(accept_pause);
    for (auto at = sessions_.begin(); at != sessions_.end();) {
      at->second->on_time();
      next_look_ = earlier(next_look_, at->second->deadline());
      at = at->second->is_over() ? sessions_.erase(at) : std::next(at);
    }
  }

  Shared shared_;
  Poller poller_;
  TcpListener listener_;
  std::unordered_map<std::uintptr_t, std::unique_ptr<server::Session>> sessions_;
  std::uintptr_t next_session_ = first_session;
  Deadline next_look_ = Deadline::never();
  bool accepting_ = true;
  std::atomic<bool> stopped_ = false;
};

Server::Server(const ServerOptions& options) : implementation_(std::make_unique<Implementation>(options)) {}
Server::~Server() = default;
SocketAddress Server::address() const { return implementation_->address(); }
void Server::run() { implementation_->run(); }
void Server::stop() noexcept { implementation_->stop(); }

}  // namespace plainsock::ftp
