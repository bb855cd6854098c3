// plainsock-bench: TCP against UDP on this machine. All options of Google Benchmark work; and these:
//   --quick   the cases of the table only, in short runs
//   --table   print the table only
//   --serve [--port P] [--bind ADDRESS]   be the far end for another host
//   --peer HOST:PORT                      measure with that far end
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "cases.hpp"
#include "far_end.hpp"
#include "look.hpp"
#include "platform/bench_system.hpp"
#include "recorder.hpp"
#include "table.hpp"

namespace plainsock::bench {
namespace {

// Takes an option of our own out of the arguments; true when it was there.
bool take(std::vector<char*>& arguments, std::string_view option) {
  return std::erase_if(arguments, [&](const char* argument) { return argument == option; }) != 0;
}

// By the wall clock: the processor time of one end says little about a round trip.
void add(const Case& c) {
  const auto run = [measure = c.measure](benchmark::State& state) {
    const auto counters = measure([&](const std::function<void()>& body) {
      for (auto _ : state) body();
    });
    for (const auto& [name, value] : counters) state.counters[name] = value;
  };
  benchmark::RegisterBenchmark(c.name.c_str(), run)->UseRealTime();
}

// Takes an option with its value.
std::string take_value(std::vector<char*>& arguments, std::string_view option) {
  const auto found = std::find(arguments.begin(), arguments.end(), option);
  if (found == arguments.end() || found + 1 == arguments.end()) return {};
  std::string value{found[1]};
  arguments.erase(found, found + 2);
  return value;
}

void add_all(bool quick, const std::string& peer) {
  for (const auto& each : peer.empty() ? all_cases() : peer_cases(peer)) {
    if (each.in_table || !quick) add(each);
  }
}

bool given(const std::vector<char*>& arguments, std::string_view option) {
  return std::any_of(arguments.begin(), arguments.end(),
                     [&](std::string_view argument) { return argument.starts_with(option); });
}

// What is recorded of this machine. Whoever chooses some cases does not want to wait for a look first.
std::vector<std::pair<std::string, std::string>> facts(bool looks) {
  auto all = machine_facts();
  all.emplace_back("plainsock", PLAINSOCK_VERSION);
  if (!looks) return all;
  const auto look = look_at_machine();
  std::fprintf(stderr, "%s\n", verdict_of(look).c_str());
  for (auto& each : facts_of(look)) all.push_back(std::move(each));
  return all;
}

int run(std::vector<char*> arguments) {
  if (const auto status = run_as_far_end({arguments.begin() + 1, arguments.end()})) return *status;
  const auto peer = take_value(arguments, "--peer");
  const bool quick = take(arguments, "--quick");
  const bool table_only = take(arguments, "--table");
  std::string time = "--benchmark_min_time=0.2";
  if (quick) arguments.insert(arguments.begin() + 1, time.data());  // what the user says comes later
  const bool own_format = given(arguments, "--benchmark_format");
  const bool looks = !given(arguments, "--benchmark_filter") && !given(arguments, "--benchmark_list_tests");
  int count = static_cast<int>(arguments.size());
  arguments.push_back(nullptr);
  for (const auto& [name, value] : facts(looks)) benchmark::AddCustomContext(name, value);
  benchmark::Initialize(&count, arguments.data());
  if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 2;
  add_all(quick, peer);
  if (own_format)
    return benchmark::RunSpecifiedBenchmarks(), benchmark::Shutdown(), 0;  // JSON or CSV, and no table
  Recorder recorder{table_only};
  benchmark::RunSpecifiedBenchmarks(&recorder);
  benchmark::Shutdown();
  print_table(recorder.results());
  return 0;
}

}  // namespace
}  // namespace plainsock::bench

int main(int argc, char** argv) { return plainsock::bench::run({argv, argv + argc}); }
