// The same cases without Google Benchmark, for where it cannot be linked: plainsock-bench [--quick].
#include <chrono>
#include <cstdio>
#include <exception>
#include <string_view>

#include "cases.hpp"
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

Results run(bool quick) {
  Results results;
  const std::chrono::milliseconds time{quick ? 200 : 500};
  const auto repeat = [time](const std::function<void()>& body) { for_a_while(time, body); };
  for (const auto& each : all_cases()) {
    if (each.in_table || !quick) results[each.name].push_back(each.measure(repeat));
  }
  return results;
}

}  // namespace
}  // namespace plainsock::bench

int main(int argc, char** argv) {
  const bool quick = argc == 2 && std::string_view{argv[1]} == "--quick";
  if (argc > 1 && !quick) return std::fputs("usage: plainsock-bench [--quick]\n", stderr), 2;
  try {
    plainsock::bench::print_table(plainsock::bench::run(quick));
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "plainsock-bench: %s\n", failure.what());
    return 1;
  }
}
