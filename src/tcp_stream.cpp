#include "plainsock/tcp_stream.hpp"

#include <array>

#include "attempt.hpp"

namespace plainsock {
namespace {

constexpr std::size_t vector_limit = 64;

// What is left of `buffers` behind the first `done` bytes, at most vector_limit of them. Returns how many.
std::size_t remaining(std::span<const std::span<const std::byte>> buffers, std::size_t done,
                      std::array<std::span<const std::byte>, vector_limit>& left) noexcept {
  std::size_t count = 0;
  for (const auto& buffer : buffers) {
    const auto skipped = std::min(done, buffer.size());
    done -= skipped;
    if (skipped == buffer.size()) continue;
    if (count == vector_limit) break;
    left[count++] = buffer.subspan(skipped);
  }
  return count;
}

}  // namespace

Result<std::size_t> TcpStream::read_some(std::span<std::byte> buffer, Deadline deadline) noexcept {
  return attempt(socket_.descriptor(), Interest::read, deadline,
                 [&](Descriptor s, sys::Wait wait) { return sys::recv(s, buffer, wait); });
}

Result<std::size_t> TcpStream::try_read_some(std::span<std::byte> buffer) noexcept {
  return sys::recv(socket_.descriptor(), buffer, sys::Wait::no);
}

Result<std::size_t> TcpStream::peek(std::span<std::byte> buffer, Deadline deadline) noexcept {
  return attempt(socket_.descriptor(), Interest::read, deadline,
                 [&](Descriptor s, sys::Wait wait) { return sys::recv(s, buffer, wait, sys::Peek::yes); });
}

Transferred TcpStream::read_exact(std::span<std::byte> buffer, Deadline deadline) noexcept {
  Transferred done;
  while (done.bytes < buffer.size()) {
    const auto read = read_some(buffer.subspan(done.bytes), deadline);
    if (!read) return {done.bytes, read.error()};
    if (*read == 0) return {done.bytes, SocketError::end_of_stream};
    done.bytes += *read;
  }
  return done;
}

Result<std::size_t> TcpStream::read_vector(std::span<const std::span<std::byte>> buffers,
                                           Deadline deadline) noexcept {
  return attempt(socket_.descriptor(), Interest::read, deadline,
                 [&](Descriptor s, sys::Wait wait) { return sys::recv_vector(s, buffers, wait); });
}

Result<std::size_t> TcpStream::write_some(std::span<const std::byte> data, Deadline deadline) noexcept {
  return attempt(socket_.descriptor(), Interest::write, deadline,
                 [&](Descriptor s, sys::Wait wait) { return sys::send(s, data, wait); });
}

Result<std::size_t> TcpStream::try_write_some(std::span<const std::byte> data) noexcept {
  return sys::send(socket_.descriptor(), data, sys::Wait::no);
}

Result<std::size_t> TcpStream::try_write_urgent(std::span<const std::byte> data) noexcept {
  return sys::send_urgent(socket_.descriptor(), data);
}

Transferred TcpStream::write_all(std::span<const std::byte> data, Deadline deadline) noexcept {
  Transferred done;
  while (done.bytes < data.size()) {
    const auto written = write_some(data.subspan(done.bytes), deadline);
    if (!written) return {done.bytes, written.error()};
    done.bytes += *written;
  }
  return done;
}

Transferred TcpStream::write_vector(std::span<const std::span<const std::byte>> buffers,
                                    Deadline deadline) noexcept {
  Transferred done;
  std::array<std::span<const std::byte>, vector_limit> left;
  while (const auto count = remaining(buffers, done.bytes, left)) {
    const auto written = attempt(
        socket_.descriptor(), Interest::write, deadline,
        [&](Descriptor s, sys::Wait wait) { return sys::send_vector(s, std::span{left}.first(count), wait); });
    if (!written) return {done.bytes, written.error()};
    done.bytes += *written;
  }
  return done;
}

Result<void> TcpStream::finish(Deadline deadline) noexcept {
  std::array<std::byte, 16384> dropped;
  auto outcome = shutdown(Direction::write);
  while (outcome) {
    const auto read = read_some(dropped, deadline);
    if (!read)
      outcome = read.error();
    else if (*read == 0)
      break;
  }
  const auto closed = close();
  return outcome ? closed : outcome;
}

}  // namespace plainsock
