// The same cases without Google Benchmark, for where it cannot be linked: plainsock-bench [--quick] [--peer
// HOST:PORT], or
// --serve as in main.cpp.
#include <chrono>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "cases.hpp"
#include "far_end.hpp"
#include "look.hpp"
#include "table.hpp"

namespace plainsock::bench {
namespace {

using Clock = std::chrono::steady_clock;

// Looks at the clock after each call, which costs 20 ns.
void for_a_while(std::chrono::milliseconds time, const std::function<void()>& body) {
  const auto end = Clock::now() + time;
  do body();
  while (Clock::now() < end);
}

Results run(bool quick, const std::string& peer) {
  Results results;
  const std::chrono::milliseconds time{quick ? 200 : 500};
  const auto repeat = [time](const std::function<void()>& body) { for_a_while(time, body); };
  for (const auto& each : peer.empty() ? all_cases() : peer_cases(peer)) {
    if (each.in_table || !quick) results[each.name].push_back(each.measure(repeat));
  }
  return results;
}

}  // namespace
}  // namespace plainsock::bench

int main(int argc, char** argv) {
  std::vector<std::string> arguments{argv + 1, argv + argc};
  if (const auto status = plainsock::bench::run_as_far_end(arguments)) return *status;
  const bool quick = std::erase(arguments, "--quick") != 0;
  const bool peer = arguments.size() == 2 && arguments[0] == "--peer";
  if (!arguments.empty() && !peer)
    return std::fputs("usage: plainsock-bench [--quick] [--peer HOST:PORT] | --serve [--port P] [--bind ADDRESS]\n",
                      stderr),
           2;
  try {
    std::fprintf(stderr, "%s\n", plainsock::bench::verdict_of(plainsock::bench::look_at_machine()).c_str());
    plainsock::bench::print_table(plainsock::bench::run(quick, peer ? arguments[1] : ""));
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "plainsock-bench: %s\n", failure.what());
    return 1;
  }
}
