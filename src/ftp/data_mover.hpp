// The bytes of one transfer, between its data connection and this machine.
#pragma once

#include <algorithm>
#include <optional>
#include <span>

#include "plainsock/file_transfer.hpp"
#include "plainsock/ftp/ascii.hpp"
#include "plainsock/ftp/data.hpp"
#include "stream.hpp"

namespace plainsock::ftp {

class DataMover {
 public:
  virtual ~DataMover() = default;
  // What the data connection must be ready for.
  virtual Interest interest() const noexcept = 0;
  // Moves what can be moved at once, `most` bytes or a little more, and returns the bytes that crossed the network;
  // 0: the end has come. Errors are the network's, errc::operation_would_block among them; what this machine does
  // wrong is thrown.
  virtual Result<std::size_t> move(Stream& stream, std::size_t most) = 0;
  // As much has come as is wanted, although more would.
  virtual bool satisfied() const noexcept { return false; }
  // The data connection has ended cleanly; nothing follows.
  virtual void finish() {}
};

// What the kernel does by itself, once a transfer has become so long that preparing it costs less than it saves.
class KernelMover {
 public:
  // The bytes that were moved; nothing when they must be moved in the usual way.
  std::optional<Result<std::size_t>> receive(Stream& stream, LocalFile* file, std::size_t most);
  std::optional<Result<std::size_t>> send(Stream& stream, LocalFile* file, std::size_t most);
  void moved_otherwise(std::size_t bytes) noexcept { moved_ += bytes; }

 private:
  std::optional<Result<std::size_t>> result_of(const Moved& moved);
  bool may_work(Stream& stream, const LocalFile* file) const noexcept;

  FileTransfer kernel_;
  std::uint64_t moved_ = 0;
  bool works_ = true;
};

class Download final : public DataMover {
 public:
  Download(DataSink& sink, std::span<std::byte> buffer, std::optional<std::uint64_t> length)
      : sink_(sink), buffer_(buffer), left_(length) {}
  Interest interest() const noexcept override { return Interest::read; }
  Result<std::size_t> move(Stream& stream, std::size_t most) override;
  bool satisfied() const noexcept override { return left_ && *left_ == 0; }

 private:
  DataSink& sink_;
  std::span<std::byte> buffer_;
  std::optional<std::uint64_t> left_;
  KernelMover kernel_;
};

// TYPE A: CRLF becomes LF.
class AsciiDownload final : public DataMover {
 public:
  AsciiDownload(DataSink& sink, std::span<std::byte> buffer) : sink_(sink), buffer_(buffer) {}
  Interest interest() const noexcept override { return Interest::read; }
  Result<std::size_t> move(Stream& stream, std::size_t most) override;
  void finish() override;

 private:
  DataSink& sink_;
  std::span<std::byte> buffer_;
  CrlfToLf convert_;
};

class Upload final : public DataMover {
 public:
  Upload(DataSource& source, std::span<std::byte> buffer) : source_(source), buffer_(buffer) {}
  Interest interest() const noexcept override { return Interest::write; }
  Result<std::size_t> move(Stream& stream, std::size_t most) override;

 private:
  DataSource& source_;
  std::span<std::byte> buffer_;
  std::span<const std::byte> left_;  // read, not sent yet
  KernelMover kernel_;
};

// TYPE A: LF becomes CRLF.
class AsciiUpload final : public DataMover {
 public:
  AsciiUpload(DataSource& source, std::span<std::byte> buffer) : source_(source), buffer_(buffer) {}
  Interest interest() const noexcept override { return Interest::write; }
  Result<std::size_t> move(Stream& stream, std::size_t most) override;

 private:
  DataSource& source_;
  std::span<std::byte> buffer_;
  std::span<const std::byte> left_;
};

}  // namespace plainsock::ftp
