// What servers do in the field, each as a script, and what a client has to make of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plainsock/ftp/error.hpp"
#include "plainsock/ftp/transfer.hpp"

namespace plainsock::test {

// The client downloads f.bin, 1000 bytes, over a file of that name which is there already.
struct FtpScenario {
  std::string_view name;
  std::string_view script;
  // Success, and what is known about it; or the failure that leaves the old file alone.
  std::optional<ftp::Verdict> verdict;
  ftp::Category failure = ftp::Category::refused;
  std::size_t bytes = 1000;  // in the file, after a success
};

const std::vector<FtpScenario>& ftp_scenarios();

}  // namespace plainsock::test
