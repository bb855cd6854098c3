// select: the whole set is handed over at every wait; without POSIX's limit, see select_ready.hpp.
#include "select_backend.hpp"

#include "platform/watch_array.hpp"
#include "select_ready.hpp"

namespace plainsock {
namespace {

class SelectBackend final : public PollerBackend {
 public:
  Result<void> add(Descriptor s, Interest interest, std::uintptr_t key) override {
    return watched_.add({sys::raw(s), interest}, key);
  }
  Result<void> modify(Descriptor s, Interest interest, std::uintptr_t key) override {
    return watched_.replace({sys::raw(s), interest}, key);
  }
  Result<void> remove(Descriptor s) override { return watched_.remove(sys::raw(s)); }

  int wait(Deadline deadline) override {
    const auto all = watched_.items();
    if (const auto waited = sys::select_ready(all, sets_, deadline); !waited) return failed(waited.error());
    return watched_.report(events_, all.size(), [](const sys::Selected& each) { return each.ready; });
  }

 private:
  WatchArray<sys::Selected, &sys::Selected::socket> watched_;
  sys::SocketSets sets_;
};

}  // namespace

Result<std::unique_ptr<PollerBackend>> make_select_backend() {
  return std::unique_ptr<PollerBackend>{std::make_unique<SelectBackend>()};
}

}  // namespace plainsock
