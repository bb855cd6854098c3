// Answers "TCP or UDP?" in a few lines.
#pragma once

#include "results.hpp"

namespace plainsock::bench {

void print_table(const Results&);

}  // namespace plainsock::bench
