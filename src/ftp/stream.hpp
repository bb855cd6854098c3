// What the engine needs of a connection. TLS will be another kind of it, and nothing else will change.
#pragma once

#include <cstddef>
#include <span>
#include <utility>

#include "plainsock/tcp_stream.hpp"

namespace plainsock::ftp {

class Stream {
 public:
  virtual ~Stream() = default;

  // As TcpStream's: at least 1 byte, or 0 at the end; errc::operation_would_block when it is not ready.
  virtual Result<std::size_t> try_read(std::span<std::byte> buffer) noexcept = 0;
  virtual Result<std::size_t> try_write(std::span<const std::byte> data) noexcept = 0;
  // As try_write; the last byte overtakes the others, where the connection has a way for that.
  virtual Result<std::size_t> try_write_urgent(std::span<const std::byte> data) noexcept { return try_write(data); }
  // Nothing more will be written: what makes the peer see a clean end.
  virtual Result<void> end_writing() noexcept = 0;
  virtual Socket& socket() noexcept = 0;
  // The connection whose bytes are the data themselves, which the kernel can move to a file; null under TLS.
  virtual TcpStream* plain() noexcept { return nullptr; }
};

class PlainStream final : public Stream {
 public:
  explicit PlainStream(TcpStream stream) noexcept : stream_(std::move(stream)) {}

  Result<std::size_t> try_read(std::span<std::byte> buffer) noexcept override {
    return stream_.try_read_some(buffer);
  }
  Result<std::size_t> try_write(std::span<const std::byte> data) noexcept override {
    return stream_.try_write_some(data);
  }
  Result<std::size_t> try_write_urgent(std::span<const std::byte> data) noexcept override {
    return stream_.try_write_urgent(data);
  }
  Result<void> end_writing() noexcept override { return stream_.shutdown(Direction::write); }
  Socket& socket() noexcept override { return stream_.socket(); }
  TcpStream* plain() noexcept override { return &stream_; }

 private:
  TcpStream stream_;
};

}  // namespace plainsock::ftp
