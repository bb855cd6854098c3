#include "partial_file.hpp"

#include <array>
#include <random>

#include "network_error.hpp"
#include "plainsock/bytes.hpp"

namespace plainsock::ftp {
namespace {

std::filesystem::path with_ending(std::filesystem::path path, std::string_view ending) {
  return path += path_from_utf8(ending);
}

std::filesystem::path beside(const std::filesystem::path& target) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  static thread_local std::mt19937 random{std::random_device{}()};
  std::string name = ".plainsock-";
  for (int i = 0; i < 12; ++i) name += letters[random() % letters.size()];
  return target.parent_path() / path_from_utf8(name);
}

template <class T>
T checked(Result<T> result, std::string_view operation, const std::filesystem::path& path) {
  if (!result) throw local_error(std::string{operation} + ' ' + utf8_from_path(path), result.error());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

std::string record_of(const RemoteFile& remote) {
  const auto number = [](auto value) { return value ? std::to_string(*value) : std::string{"?"}; };
  const auto seconds = remote.modified ? std::optional{remote.modified->time_since_epoch().count()} : std::nullopt;
  return number(remote.size) + ' ' + number(seconds) + '\n';
}

// Empty when there is none.
std::string read_record(const std::filesystem::path& path) {
  std::array<std::byte, 64> buffer;
  auto file = LocalFile::open(path);
  const auto bytes = file ? file->read_some(buffer) : Result<std::size_t>{file.error()};
  return bytes ? std::string{text_of(std::span{buffer}.first(*bytes))} : "";
}

}  // namespace

// The rename at the end would fail on a directory; better before the transfer than after it.
PartialFile::PartialFile(std::filesystem::path target, Kind kind) : target_(std::move(target)), kind_(kind) {
  std::error_code ignored;
  if (std::filesystem::is_directory(target_, ignored))
    throw local_error("write " + utf8_from_path(target_), std::make_error_code(std::errc::is_a_directory));
}

PartialFile::PartialFile(PartialFile&& other) noexcept
    : target_(std::move(other.target_)),
      kind_(other.kind_),
      path_(std::exchange(other.path_, {})),
      file_(std::move(other.file_)) {}

PartialFile::~PartialFile() {
  if (file_.is_open()) static_cast<void>(file_.close());
  if (path_.empty() || kind_ != Kind::temporary) return;
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

PartialFile PartialFile::temporary(const std::filesystem::path& target) {
  PartialFile partial{target, Kind::temporary};
  partial.create_temporary();
  return partial;
}

PartialFile PartialFile::lasting(const std::filesystem::path& target, const RemoteFile& remote) {
  PartialFile partial{target, Kind::lasting};
  partial.open_lasting(remote);
  return partial;
}

PartialFile PartialFile::in_place(const std::filesystem::path& target) {
  PartialFile partial{target, Kind::in_place};
  partial.path_ = target;
  partial.file_ = checked(LocalFile::update(target), "open", target);
  return partial;
}

void PartialFile::create_temporary() {
  for (;;) {
    path_ = beside(target_);
    auto created = LocalFile::create(path_);
    if (created) return void(file_ = std::move(*created));
    if (created.error() != std::errc::file_exists)
      throw local_error("create " + utf8_from_path(target_), created.error());
  }
}

// The record is written first: a part without one is never continued.
void PartialFile::open_lasting(const RemoteFile& remote) {
  path_ = with_ending(target_, ".part");
  const auto record = with_ending(target_, ".part-of");
  if (read_record(record) == record_of(remote) && remote.size) {
    if (auto found = LocalFile::update(path_)) return void(file_ = std::move(*found));
  }
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
  std::filesystem::remove(record, ignored);
  auto note = checked(LocalFile::create(record), "create", record);
  checked(note.write_all(bytes_of(record_of(remote))), "write", record);
  file_ = checked(LocalFile::create(path_), "create", path_);
}

std::uint64_t PartialFile::size() const { return checked(file_.size(), "size of", path_); }

void PartialFile::commit() {
  checked(file_.close(), "write", target_);
  if (kind_ != Kind::in_place) checked(replace_file(path_, target_), "rename to", target_);
  std::error_code ignored;
  if (kind_ == Kind::lasting) std::filesystem::remove(with_ending(target_, ".part-of"), ignored);
  path_.clear();
}

}  // namespace plainsock::ftp
