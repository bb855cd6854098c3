#include "tests/support/temp_folder.hpp"

#include <fstream>
#include <iterator>
#include <random>
#include <stdexcept>

namespace plainsock::test {

// In the build folder: under Wine that is on drive Z:, so that Linux programs find it as well.
TempFolder::TempFolder() {
  std::random_device random;
  do {
    path_ = std::filesystem::absolute(PLAINSOCK_TEST_FILES) / std::to_string(random());
  } while (!std::filesystem::create_directories(path_));
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void write_file(const std::filesystem::path& path, std::string_view content) {
  std::ofstream file{path, std::ios::binary};
  file << content << std::flush;
  if (!file) throw std::runtime_error("cannot write " + path.string());
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>{file}, {}};
}

std::string test_bytes(std::size_t bytes, unsigned seed) {
  std::minstd_rand random{seed};
  std::string content(bytes, '\0');
  for (auto& byte : content) byte = static_cast<char>(random() >> 8);
  return content;
}

}  // namespace plainsock::test
