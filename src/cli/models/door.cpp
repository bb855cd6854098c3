#include "door.hpp"

#include "command.hpp"
#include "plainsock/error.hpp"

namespace plainsock::cli {
namespace {

constexpr std::chrono::milliseconds rest_time{200};

}  // namespace

Deadline Door::attend(std::size_t clients) {
  const bool resting = !rest_.passed();
  const bool shall_open = clients < most_clients_ && !resting;
  if (shall_open && !open_) poller_.add(listener_.socket(), Interest::read, key).value("listen");
  if (!shall_open && open_) poller_.remove(listener_.socket()).value("listen");
  open_ = shall_open;
  return resting ? rest_ : Deadline::never();
}

std::optional<Accepted> Door::let_in() {
  auto client = listener_.try_accept();
  if (!client) {
    if (!would_block(client.error())) rest("accept", client.error());
    return {};
  }
  exhausted_ = false;
  return std::move(*client);
}

void Door::rest(std::string_view operation, std::error_code why) {
  rest_ = Deadline::after(rest_time);
  if (std::exchange(exhausted_, true)) return;
  complain(std::string{operation} + ": " + why.message() + " (new clients wait until others have left)");
}

}  // namespace plainsock::cli
