// Moving bytes and datagrams.
#include <array>

#include "native_result.hpp"
#include "platform/sys.hpp"

namespace plainsock::sys {
namespace {

template <class Byte>
std::size_t fill(std::array<iovec, 64>& vector, std::span<const std::span<Byte>> buffers) noexcept {
  const auto count = std::min(buffers.size(), vector.size());
  for (std::size_t i = 0; i < count; ++i) {
    vector[i] = {const_cast<void*>(static_cast<const void*>(buffers[i].data())), buffers[i].size()};
  }
  return count;
}

}  // namespace

// send and recv of the C library are sendto and recvfrom without an address; by its own name the call is what
// strace shows.
Result<std::size_t> send(Descriptor s, std::span<const std::byte> data, Wait wait) noexcept {
  return count_from(restarted<&SystemCalls::sendto>(s, data.data(), data.size(), MSG_NOSIGNAL | dont_wait(wait),
                                                    nullptr, socklen_t{0}));
}

Result<std::size_t> send_urgent(Descriptor s, std::span<const std::byte> data) noexcept {
  return count_from(restarted([&] {
    return calls().sendto(raw(s), data.data(), data.size(), MSG_OOB | MSG_NOSIGNAL | MSG_DONTWAIT, nullptr, 0);
  }));
}

Result<std::size_t> recv(Descriptor s, std::span<std::byte> buffer, Wait wait, Peek peek) noexcept {
  const int flags = dont_wait(wait) | (peek == Peek::yes ? MSG_PEEK : 0);
  return count_from(restarted<&SystemCalls::recvfrom>(s, buffer.data(), buffer.size(), flags, nullptr, nullptr));
}

// sendmsg, not writev: only it takes MSG_NOSIGNAL.
Result<std::size_t> send_vector(Descriptor s, std::span<const std::span<const std::byte>> buffers,
                                Wait wait) noexcept {
  std::array<iovec, 64> vector;
  msghdr message{};
  message.msg_iov = vector.data();
  message.msg_iovlen = fill(vector, buffers);
  return count_from(restarted([&] { return calls().sendmsg(raw(s), &message, MSG_NOSIGNAL | dont_wait(wait)); }));
}

Result<std::size_t> recv_vector(Descriptor s, std::span<const std::span<std::byte>> buffers, Wait wait) noexcept {
  std::array<iovec, 64> vector;
  msghdr message{};
  message.msg_iov = vector.data();
  message.msg_iovlen = fill(vector, buffers);
  return count_from(restarted([&] { return calls().recvmsg(raw(s), &message, dont_wait(wait)); }));
}

Result<void> send_datagram(Descriptor s, std::span<const std::byte> data, const SocketAddress* to,
                           Wait wait) noexcept {
  const auto sent = restarted<&SystemCalls::sendto>(s, data.data(), data.size(), MSG_NOSIGNAL | dont_wait(wait),
                                                    to ? native_of(*to) : nullptr, to ? size_of(*to) : 0);
  if (sent == -1) [[unlikely]]
    return last_error();
  return {};
}

// With MSG_TRUNC the call returns the datagram's real length, however little of it fits. Only success writes a
// size.
Result<Received> recv_datagram(Descriptor s, std::span<std::byte> buffer, SocketAddress* from, Wait wait) noexcept {
  if (from) from->size_in_place() = room_of(*from);
  const auto length =
      restarted<&SystemCalls::recvfrom>(s, buffer.data(), buffer.size(), MSG_TRUNC | dont_wait(wait),
                                        from ? native_of(*from) : nullptr, from ? &from->size_in_place() : nullptr);
  if (length == -1) [[unlikely]] {
    if (from) from->set_size(0);
    return last_error();
  }
  const auto whole = static_cast<std::size_t>(length);
  return Received{std::min(whole, buffer.size()), whole > buffer.size()};
}

}  // namespace plainsock::sys
