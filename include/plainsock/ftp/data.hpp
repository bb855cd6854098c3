// Where a transfer's bytes go to and come from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "plainsock/local_file.hpp"

namespace plainsock::ftp {

// Takes a download's bytes. A failure is thrown as ftp::Error (Category::local) and ends the transfer.
class DataSink {
 public:
  virtual ~DataSink() = default;
  virtual void write(std::span<const std::byte> data) = 0;
  // A file to whose current position the kernel may move the bytes by itself, instead of write(); else null.
  virtual LocalFile* file() noexcept { return nullptr; }
};

// Gives an upload's bytes; 0 is their end.
class DataSource {
 public:
  virtual ~DataSource() = default;
  virtual std::size_t read(std::span<std::byte> buffer) = 0;
  // How many bytes are still to come, when that is known.
  virtual std::optional<std::uint64_t> size() const { return std::nullopt; }
  // A file from whose current position the kernel may move the bytes by itself, instead of read(); else null.
  virtual LocalFile* file() noexcept { return nullptr; }
};

// Bytes into memory, at most `limit`: a listing of a hostile server must not fill it.
class StringSink final : public DataSink {
 public:
  explicit StringSink(std::size_t limit) : limit_(limit) {}
  void write(std::span<const std::byte> data) override;
  std::string& text() noexcept { return text_; }

 private:
  std::string text_;
  std::size_t limit_;
};

// `name` is how errors call the file.
class FileSink final : public DataSink {
 public:
  FileSink(LocalFile& file, std::string name) : file_(file), name_(std::move(name)) {}
  void write(std::span<const std::byte> data) override;
  LocalFile* file() noexcept override { return &file_; }

 private:
  LocalFile& file_;
  std::string name_;
};

class FileSource final : public DataSource {
 public:
  FileSource(LocalFile& file, std::string name, std::optional<std::uint64_t> size = std::nullopt)
      : file_(file), name_(std::move(name)), size_(size) {}
  std::size_t read(std::span<std::byte> buffer) override;
  std::optional<std::uint64_t> size() const override { return size_; }
  LocalFile* file() noexcept override { return &file_; }

 private:
  LocalFile& file_;
  std::string name_;
  std::optional<std::uint64_t> size_;
};

}  // namespace plainsock::ftp
