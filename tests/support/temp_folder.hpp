// A folder for the files of one test.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace plainsock::test {

// Empty at first; removed with all that is in it when this is destroyed.
class TempFolder {
 public:
  TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder();

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

// Whole files, byte by byte. Both throw std::runtime_error that names the file.
void write_file(const std::filesystem::path&, std::string_view content);
std::string read_file(const std::filesystem::path&);
// `bytes` bytes in which every position can be told from its neighbours; the same for the same seed.
std::string test_bytes(std::size_t bytes, unsigned seed = 1);

}  // namespace plainsock::test
