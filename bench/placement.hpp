// Where the two ends of a measurement run, and how they wait: part of every name, because it decides more than the
// protocol does.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/bench_system.hpp"

namespace plainsock::bench {

enum class Placement { same_core, cross_core, unpinned };
enum class WaitKind { block, poll, select, epoll, spin };

constexpr std::string_view name_of(Placement placement) {
  constexpr std::string_view names[] = {"same-core", "cross-core", "unpinned"};
  return names[static_cast<unsigned>(placement)];
}
constexpr std::string_view name_of(WaitKind wait) {
  constexpr std::string_view names[] = {"block", "poll", "select", "epoll", "spin"};
  return names[static_cast<unsigned>(wait)];
}

// The processors that this program may use, asked once, before anything is pinned.
inline const std::vector<int>& processors() {
  static const std::vector<int> allowed = allowed_processors();
  return allowed;
}

// What this machine can do: nothing is called same-core or cross-core that is not.
inline std::vector<Placement> placements() {
  if (processors().empty()) return {Placement::unpinned};
  if (processors().size() == 1) return {Placement::same_core};
  return {Placement::same_core, Placement::cross_core};
}

inline int near_processor(Placement placement) {
  return placement == Placement::unpinned ? any_processor : processors().front();
}
inline int far_processor(Placement placement) {
  return placement == Placement::cross_core ? processors()[1] : near_processor(placement);
}

// Pins the calling thread for as long as it lives.
class Pinned {
 public:
  explicit Pinned(int processor) { pin_thread(processor); }
  ~Pinned() { pin_thread(any_processor); }
  Pinned(const Pinned&) = delete;
  Pinned& operator=(const Pinned&) = delete;
};

}  // namespace plainsock::bench
