// Waiting for a few sockets, and being woken.
#include <array>
#include <climits>
#include <vector>

#include "native_result.hpp"
#include "platform/sys.hpp"
#include "poll_timeout.hpp"

namespace plainsock::sys {
namespace {

short native_interest(Interest interest) noexcept {
  return static_cast<short>((has(interest, Interest::read) ? POLLIN : 0) |
                            (has(interest, Interest::write) ? POLLOUT : 0));
}

}  // namespace

Interest readiness(short events) noexcept {
  const bool failed = (events & (POLLERR | POLLHUP | POLLNVAL)) != 0;
  return (failed || (events & POLLIN) != 0 ? Interest::read : Interest::none) |
         (failed || (events & POLLOUT) != 0 ? Interest::write : Interest::none);
}

Result<void> wait(std::span<WaitItem> items, Deadline deadline) noexcept {
  std::array<pollfd, 64> few;
  std::vector<pollfd> many;
  if (items.size() > few.size()) many.resize(items.size());
  auto* polled = items.size() > few.size() ? many.data() : few.data();
  for (std::size_t i = 0; i < items.size(); ++i)
    polled[i] = {raw(items[i].descriptor), native_interest(items[i].interest), 0};
  if (wait_until(deadline, [&](int timeout) { return calls().poll(polled, items.size(), timeout); }) == -1)
    return last_error();
  for (std::size_t i = 0; i < items.size(); ++i) items[i].ready = readiness(polled[i].revents);
  return {};
}

Result<Descriptor> open_waker() noexcept { return descriptor_from(calls().eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)); }

Result<void> signal_waker(Descriptor waker) noexcept {
  const std::uint64_t one = 1;
  const auto written = restarted([&] { return calls().write(raw(waker), &one, sizeof one); });
  return written == -1 && errno != EAGAIN ? Result<void>{last_error()}
                                          : Result<void>{};  // EAGAIN: it is signalled already
}

void drain_waker(Descriptor waker) noexcept {
  std::uint64_t count = 0;
  static_cast<void>(restarted([&] { return calls().read(raw(waker), &count, sizeof count); }));
}

}  // namespace plainsock::sys
