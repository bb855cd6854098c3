// What was measured: for each case by name, the counters of every repetition.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "statistics.hpp"

namespace plainsock::bench {

using Counters = std::map<std::string, double>;
using Results = std::map<std::string, std::vector<Counters>>;

// The median over the repetitions; 0 when there is no such case or counter.
inline double median_of(const Results& results, const std::string& name, const std::string& counter) {
  const auto found = results.find(name);
  std::vector<double> values;
  if (found == results.end()) return 0;
  for (const auto& counters : found->second) {
    if (const auto value = counters.find(counter); value != counters.end()) values.push_back(value->second);
  }
  return median(std::move(values));
}

}  // namespace plainsock::bench
