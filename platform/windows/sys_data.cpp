// Moving bytes and datagrams.
#include <array>

#include "native_result.hpp"
#include "platform/sys.hpp"
#include "wait_mode.hpp"

namespace plainsock::sys {
namespace {

// The end of the stream, also for a direction that this side has shut down itself.
Result<std::size_t> received_from(int result) noexcept {
  if (result == SOCKET_ERROR && ::WSAGetLastError() == WSAESHUTDOWN) return std::size_t{0};
  return count_from(result);
}

// As many buffers as one call may move: together no more than an int can count.
template <class Byte>
DWORD fill(std::array<WSABUF, 64>& vector, std::span<const std::span<Byte>> buffers) noexcept {
  std::size_t left = INT_MAX;
  DWORD count = 0;
  for (const auto& buffer : buffers.first(std::min(buffers.size(), vector.size()))) {
    const auto size = std::min(buffer.size(), left);
    vector[count++] = {static_cast<ULONG>(size), const_cast<char*>(reinterpret_cast<const char*>(buffer.data()))};
    left -= size;
    if (size < buffer.size()) break;
  }
  return count;
}

}  // namespace

Result<std::size_t> send(Descriptor s, std::span<const std::byte> data, Wait wait) noexcept {
  if (const auto ready = prepare(s, wait); !ready) return ready.error();
  return count_from(restarted([&] { return calls().send(raw(s), data.data(), clamped(data.size()), 0); }));
}

Result<std::size_t> send_urgent(Descriptor s, std::span<const std::byte> data) noexcept {
  if (const auto ready = prepare(s, Wait::no); !ready) return ready.error();
  return count_from(restarted([&] { return calls().send(raw(s), data.data(), clamped(data.size()), MSG_OOB); }));
}

Result<std::size_t> recv(Descriptor s, std::span<std::byte> buffer, Wait wait, Peek peek) noexcept {
  if (const auto ready = prepare(s, wait); !ready) return ready.error();
  const int flags = peek == Peek::yes ? MSG_PEEK : 0;
  return received_from(
      restarted([&] { return calls().recv(raw(s), buffer.data(), clamped(buffer.size()), flags); }));
}

Result<std::size_t> send_vector(Descriptor s, std::span<const std::span<const std::byte>> buffers,
                                Wait wait) noexcept {
  if (const auto ready = prepare(s, wait); !ready) return ready.error();
  std::array<WSABUF, 64> vector;
  DWORD sent = 0;
  const auto count = fill(vector, buffers);
  const int result = restarted([&] { return calls().send_vector(raw(s), vector.data(), count, &sent); });
  return count_from(result == 0 ? static_cast<int>(sent) : result);
}

Result<std::size_t> recv_vector(Descriptor s, std::span<const std::span<std::byte>> buffers, Wait wait) noexcept {
  if (const auto ready = prepare(s, wait); !ready) return ready.error();
  std::array<WSABUF, 64> vector;
  DWORD received = 0;
  const auto count = fill(vector, buffers);
  const int result = restarted([&] { return calls().recv_vector(raw(s), vector.data(), count, &received); });
  return received_from(result == 0 ? static_cast<int>(received) : result);
}

Result<void> send_datagram(Descriptor s, std::span<const std::byte> data, const SocketAddress* to,
                           Wait wait) noexcept {
  if (const auto ready = prepare(s, wait); !ready) return ready;
  const auto* address = to ? native_of(*to) : nullptr;
  const int size = to ? size_of(*to) : 0;
  const int sent =
      restarted([&] { return calls().sendto(raw(s), data.data(), clamped(data.size()), 0, address, size); });
  if (sent == SOCKET_ERROR) [[unlikely]]
    return last_error();
  return {};
}

// A datagram that is too long fills the buffer and fails: what is left of it is lost, what has come is good.
Result<Received> recv_datagram(Descriptor s, std::span<std::byte> buffer, SocketAddress* from, Wait wait) noexcept {
  if (const auto ready = prepare(s, wait); !ready) return ready.error();
  int size = 0;
  auto* address = from ? native_of(*from) : nullptr;
  const int length = restarted([&] {
    if (from) size = room_of(*from);
    return calls().recvfrom(raw(s), buffer.data(), clamped(buffer.size()), 0, address, from ? &size : nullptr);
  });
  const int error = length == SOCKET_ERROR ? ::WSAGetLastError() : 0;
  // "Reset" of a datagram socket is the peer's closed port.
  if (error == WSAECONNRESET) return std::error_code{WSAECONNREFUSED, socket_category()};
  if (error != 0 && error != WSAEMSGSIZE) return last_error();
  if (from) from->set_size(static_cast<std::size_t>(size));
  return error == 0 ? Received{static_cast<std::size_t>(length), false} : Received{buffer.size(), true};
}

}  // namespace plainsock::sys
