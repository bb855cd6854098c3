// A look at the machine before anything is measured.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace plainsock::bench {

struct Look {
  double others_cpu_pct = 0;  // of one processor, while this program slept
  double clock_ns = 0;        // what reading the clock costs
  double longest_gap_us = 0;  // that a thread which never sleeps was not running
  double wake_up_us = 0;      // there and back, both ends on one processor; median

  bool quiet() const { return others_cpu_pct <= 20 && longest_gap_us <= 10'000; }
};

// Takes two seconds.
Look look_at_machine();
// For the record, and in a line for a person.
std::vector<std::pair<std::string, std::string>> facts_of(const Look&);
std::string verdict_of(const Look&);

}  // namespace plainsock::bench
