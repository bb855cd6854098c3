// A disk that is really full: a small tmpfs(5) in a mount namespace of its own.
#include <gtest/gtest.h>

#include <random>
#include <sstream>

#include "tests/support/process.hpp"
#include "tests/support/scripted_server.hpp"
#include "tests/support/temp_folder.hpp"

namespace plainsock::test {
namespace {

// For each size in KiB: what the command ends with, the first word of the file afterwards, and how many files there
// are.
constexpr auto on_each_disk = R"sh(
folder=$1 sizes=$2
shift 2
for size in $sizes; do
  mount -t tmpfs -o "size=${size}k" none "$folder" || exit 99
  printf old >"$folder/f"
  "$@" -o "$folder/f" 2>/dev/null
  echo "$? $(head -c 3 "$folder/f") $(ls -A "$folder" | wc -l)"
  umount "$folder"
done)sh";

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream all{text};
  for (std::string line; std::getline(all, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST(FtpDiskFull, leaves_the_old_file_and_nothing_else_and_is_no_success) {
  const std::string content = "new" + std::string(400'000, 'x');
  const ScriptedServer server{"", content};
  const TempFolder folder;
  std::mt19937 random{2026};
  std::string sizes;
  std::vector<std::string> expected;
  for (int i = 0; i < 40; ++i) {  // the old file needs a page, and 98 pages hold what comes
    sizes += std::to_string(4 * std::uniform_int_distribution<int>{1, 98}(random)) + ' ';
    expected.emplace_back("1 old 1");
  }
  sizes += "1000";
  expected.emplace_back("0 new 1");
  std::vector<std::string> words{"unshare", "--map-root-user",      "--mount", "sh", "-c", on_each_disk,
                                 "sh",      folder.path().string(), sizes};
  const auto get = plainsock_command({"ftp", "get", server.url() + "f"});
  words.insert(words.end(), get.begin(), get.end());
  const auto done = run_command(words);
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(lines_of(done.out), expected);
}

}  // namespace plainsock::test
