// WSAPoll: the whole set is handed over at every wait, in an array without a limit.
#include "poll_backend.hpp"

#include "native_result.hpp"
#include "platform/watch_array.hpp"
#include "poll_timeout.hpp"

namespace plainsock {
namespace {

class PollBackend final : public PollerBackend {
 public:
  Result<void> add(Descriptor s, Interest interest, std::uintptr_t key) override {
    return watched_.add(item(s, interest), key);
  }
  Result<void> modify(Descriptor s, Interest interest, std::uintptr_t key) override {
    return watched_.replace(item(s, interest), key);
  }
  Result<void> remove(Descriptor s) override { return watched_.remove(sys::raw(s)); }

  int wait(Deadline deadline) override {
    const auto polled = watched_.items();
    const int ready = sys::wait_until(deadline, [&](int timeout) {
      return calls().poll(polled.data(), static_cast<ULONG>(polled.size()), timeout);
    });
    if (ready == SOCKET_ERROR) return failed(sys::last_error());
    return watched_.report(events_, static_cast<std::size_t>(ready),
                           [](const WSAPOLLFD& each) { return readiness(each.revents); });
  }

 private:
  // POLLIN would also ask for urgent data.
  static WSAPOLLFD item(Descriptor s, Interest interest) noexcept {
    const int events =
        (has(interest, Interest::read) ? POLLRDNORM : 0) | (has(interest, Interest::write) ? POLLWRNORM : 0);
    return {sys::raw(s), static_cast<short>(events), 0};
  }

  // The peer's end of a stream is POLLHUP here, though the other direction may go on.
  static Interest readiness(short events) noexcept {
    if ((events & (POLLERR | POLLNVAL)) != 0) return Interest::both;
    return ((events & (POLLRDNORM | POLLHUP)) != 0 ? Interest::read : Interest::none) |
           ((events & POLLWRNORM) != 0 ? Interest::write : Interest::none);
  }

  WatchArray<WSAPOLLFD, &WSAPOLLFD::fd> watched_;
};

// The real version, not the one that is told to a program without a manifest.
DWORD windows_build() noexcept {
  using Query = LONG(WINAPI*)(OSVERSIONINFOW*);
  auto* const address =
      reinterpret_cast<void*>(::GetProcAddress(::GetModuleHandleW(L"ntdll.dll"), "RtlGetVersion"));
  OSVERSIONINFOW version{};
  version.dwOSVersionInfoSize = sizeof version;
  if (address) reinterpret_cast<Query>(address)(&version);
  return version.dwBuildNumber;
}

}  // namespace

// Before Windows 10 version 2004 WSAPoll never reported a connect that had failed (MSDN WSAPoll, remarks): a wait
// for it would have lasted until the Deadline.
Result<std::unique_ptr<PollerBackend>> make_poll_backend() {
  constexpr DWORD build_of_version_2004 = 19041;
  if (windows_build() < build_of_version_2004) return socket_error(std::errc::operation_not_supported);
  return std::unique_ptr<PollerBackend>{std::make_unique<PollBackend>()};
}

}  // namespace plainsock
