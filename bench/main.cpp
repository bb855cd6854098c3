// plainsock-bench: TCP against UDP on this machine. All options of Google Benchmark work; two more:
//   --quick   the cases of the table only, in short runs
//   --table   print the table only
#include <benchmark/benchmark.h>

#include <string>
#include <string_view>
#include <vector>

#include "cases.hpp"
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

void add_all(bool quick) {
  for (const auto& each : all_cases()) {
    if (each.in_table || !quick) add(each);
  }
}

int run(std::vector<char*> arguments) {
  const bool quick = take(arguments, "--quick");
  const bool table_only = take(arguments, "--table");
  std::string time = "--benchmark_min_time=0.2";
  if (quick) arguments.insert(arguments.begin() + 1, time.data());  // what the user says comes later
  int count = static_cast<int>(arguments.size());
  arguments.push_back(nullptr);
  for (const auto& [name, value] : machine_facts()) benchmark::AddCustomContext(name, value);
  benchmark::Initialize(&count, arguments.data());
  if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 2;
  add_all(quick);
  Recorder recorder{table_only};
  benchmark::RunSpecifiedBenchmarks(&recorder);
  benchmark::Shutdown();
  print_table(recorder.results());
  return 0;
}

}  // namespace
}  // namespace plainsock::bench

int main(int argc, char** argv) { return plainsock::bench::run({argv, argv + argc}); }
