#include "temporary_file.hpp"

#include <random>

#include "network_error.hpp"

namespace plainsock::ftp {
namespace {

std::filesystem::path beside(const std::filesystem::path& target) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  static thread_local std::minstd_rand random{std::random_device{}()};
  std::string name = ".plainsock-";
  for (int i = 0; i < 12; ++i) name += letters[random() / 7 % letters.size()];
  return target.parent_path() / path_from_utf8(name);
}

}  // namespace

// The rename at the end would fail on a directory; better before the transfer than after it.
TemporaryFile::TemporaryFile(std::filesystem::path target) : target_(std::move(target)) {
  std::error_code ignored;
  if (std::filesystem::is_directory(target_, ignored))
    throw local_error("write " + utf8_from_path(target_), std::make_error_code(std::errc::is_a_directory));
  for (int attempt = 0; attempt < 10 && !file_.is_open(); ++attempt) {
    path_ = beside(target_);
    auto created = LocalFile::create(path_);
    if (created) file_ = std::move(*created);
    if (!created && created.error() != std::errc::file_exists)
      throw local_error("create " + utf8_from_path(target_), created.error());
  }
}

TemporaryFile::~TemporaryFile() {
  if (path_.empty()) return;
  if (file_.is_open()) static_cast<void>(file_.close());
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

void TemporaryFile::commit() {
  const auto name = utf8_from_path(target_);
  if (const auto closed = file_.close(); !closed) throw local_error("write " + name, closed.error());
  if (const auto renamed = replace_file(path_, target_); !renamed)
    throw local_error("rename " + name, renamed.error());
  path_.clear();
}

}  // namespace plainsock::ftp
