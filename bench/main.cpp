// plainsock-bench: TCP against UDP on this machine. All options of Google Benchmark work; two more:
//   --quick   the cases of the table only, in short runs
//   --table   print the table only
#include <benchmark/benchmark.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "cases.hpp"
#include "platform/bench_system.hpp"
#include "table.hpp"

namespace {

// Takes an option of our own out of the arguments; true when it was there.
bool take(std::vector<char*>& arguments, std::string_view option) {
  return std::erase_if(arguments, [&](const char* argument) { return argument == option; }) != 0;
}

constexpr const char* table_cases = "^(rtt/(tcp|udp)/64B/block/|pair/|throughput/(tcp/65536B|udp/1472B)/.*)";

}  // namespace

int main(int argc, char** argv) {
  std::vector<char*> arguments{argv, argv + argc};
  const bool quick = take(arguments, "--quick");
  const bool quiet = take(arguments, "--table");
  std::string filter = std::string{"--benchmark_filter="} + table_cases;
  std::string time = "--benchmark_min_time=0.15";
  if (quick)
    arguments.insert(arguments.begin() + 1, {filter.data(), time.data()});  // what the user says comes later
  int count = static_cast<int>(arguments.size());
  arguments.push_back(nullptr);
  for (const auto& [name, value] : plainsock::bench::machine_facts()) benchmark::AddCustomContext(name, value);
  benchmark::Initialize(&count, arguments.data());
  if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 2;
  plainsock::bench::register_round_trips();
  plainsock::bench::register_throughput();
  plainsock::bench::Recorder recorder{quiet};
  benchmark::RunSpecifiedBenchmarks(&recorder);
  benchmark::Shutdown();
  plainsock::bench::print_table(recorder.results());
}
