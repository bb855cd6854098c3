// The bytes of one transfer, between its data connection and this machine.
#pragma once

#include <span>

#include "plainsock/ftp/ascii.hpp"
#include "plainsock/ftp/data.hpp"
#include "stream.hpp"

namespace plainsock::ftp {

class DataMover {
 public:
  virtual ~DataMover() = default;
  // What the data connection must be ready for.
  virtual Interest interest() const noexcept = 0;
  // Moves what can be moved at once and returns the bytes that crossed the network; 0: the end has come. Errors are
  // the network's, errc::operation_would_block among them; what this machine does wrong is thrown.
  virtual Result<std::size_t> move(Stream& stream) = 0;
  // The data connection has ended cleanly; nothing follows.
  virtual void finish() {}
};

class Download final : public DataMover {
 public:
  Download(DataSink& sink, std::span<std::byte> buffer) : sink_(sink), buffer_(buffer) {}
  Interest interest() const noexcept override { return Interest::read; }
  Result<std::size_t> move(Stream& stream) override;

 private:
  DataSink& sink_;
  std::span<std::byte> buffer_;
};

// TYPE A: CRLF becomes LF.
class AsciiDownload final : public DataMover {
 public:
  AsciiDownload(DataSink& sink, std::span<std::byte> buffer) : sink_(sink), buffer_(buffer) {}
  Interest interest() const noexcept override { return Interest::read; }
  Result<std::size_t> move(Stream& stream) override;
  void finish() override;

 private:
  DataSink& sink_;
  std::span<std::byte> buffer_;
  CrlfToLf convert_;
};

}  // namespace plainsock::ftp
