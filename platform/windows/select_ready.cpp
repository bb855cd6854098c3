#include "select_ready.hpp"

#include <algorithm>
#include <cstddef>

#include "platform/sys.hpp"
#include "poll_timeout.hpp"

namespace plainsock::sys {
namespace {

static_assert(offsetof(fd_set, fd_array) == sizeof(SOCKET));  // so that the count fills the first word

// At least one has to be watched: select refuses three empty sets.
void sleep_until(Deadline deadline) noexcept {
  while (!deadline.passed()) ::Sleep(deadline.is_never() ? INFINITE : static_cast<DWORD>(poll_timeout(deadline)));
}

void fill(std::span<const Selected> all, SocketSets& sets) {
  sets.readable.clear(), sets.writable.clear(), sets.failed.clear();
  for (const auto& each : all) {
    if (has(each.interest, Interest::read)) sets.readable.add(each.socket);
    if (has(each.interest, Interest::write)) sets.writable.add(each.socket);
    if (has(each.interest, Interest::write) && !each.connected) sets.failed.add(each.socket);
  }
}

// One call of select. Returns -1, or how many sockets of the sets are ready.
int select_once(SocketSets& sets, Deadline deadline) noexcept {
  if (sets.readable.empty() && sets.writable.empty()) return sleep_until(deadline), 0;
  timeval time{};
  if (!deadline.is_never()) {
    const int left = poll_timeout(deadline);
    time = {left / 1000, left % 1000 * 1000};
  }
  return calls().select(sets.readable.native(), sets.writable.native(), sets.failed.native(),
                        deadline.is_never() ? nullptr : &time);
}

bool contains(std::span<const SOCKET> sorted, SOCKET s) noexcept {
  return std::binary_search(sorted.begin(), sorted.end(), s);
}

// The set of failures also tells of urgent data (RFC 9293 section 3.8.5), which is no failure: a socket that has a
// peer is well.
Interest failure(Selected& each) noexcept {
  each.connected = peer_address(static_cast<Descriptor>(each.socket)).has_value();
  return each.connected ? Interest::none : Interest::both;
}

bool note_ready(std::span<Selected> all, SocketSets& sets) noexcept {
  bool any = false;
  const auto readable = sets.readable.sockets();
  const auto writable = sets.writable.sockets();
  const auto failed = sets.failed.sockets();
  for (auto* set : {&readable, &writable, &failed}) std::sort(set->begin(), set->end());
  for (auto& each : all) {
    each.ready = (contains(readable, each.socket) ? Interest::read : Interest::none) |
                 (contains(writable, each.socket) ? Interest::write : Interest::none) |
                 (contains(failed, each.socket) ? failure(each) : Interest::none);
    any = any || each.ready != Interest::none;
  }
  return any;
}

}  // namespace

void SocketSet::add(SOCKET s) {
  if (words_.empty()) words_.push_back(0);
  words_.push_back(s);
  ++words_.front();
}

fd_set* SocketSet::native() noexcept { return words_.empty() ? nullptr : reinterpret_cast<fd_set*>(words_.data()); }

std::span<SOCKET> SocketSet::sockets() noexcept {
  return words_.empty() ? std::span<SOCKET>{} : std::span{words_}.subspan(1, words_.front());
}

Result<void> select_ready(std::span<Selected> all, SocketSets& sets, Deadline deadline) {
  for (auto& each : all) each.ready = Interest::none;
  for (;;) {
    const int count = restarted([&] { return fill(all, sets), select_once(sets, deadline); });
    if (count == SOCKET_ERROR) return last_error();
    if (count > 0 && note_ready(all, sets)) return {};
    if (deadline.passed()) return {};
  }
}

}  // namespace plainsock::sys
