// Many datagrams by one call: sendmmsg(2), recvmmsg(2), UDP_SEGMENT and UDP_GRO of udp(7).
#include <array>
#include <cstring>

#include "native_result.hpp"
#include "platform/sys.hpp"

namespace plainsock::sys {
namespace {

constexpr std::size_t batch_limit = 64;

// Room for the one control message that is used here: a segment size.
struct alignas(cmsghdr) SegmentControl {
  char bytes[CMSG_SPACE(sizeof(int))];
};

void set_name(msghdr& header, const SocketAddress& address) noexcept {
  if (address.native().empty()) return;
  header.msg_name = const_cast<sockaddr*>(native_of(address));
  header.msg_namelen = size_of(address);
}

std::size_t segment_size_in(msghdr& header) noexcept {
  for (auto* control = CMSG_FIRSTHDR(&header); control; control = CMSG_NXTHDR(&header, control)) {
    if (control->cmsg_level != IPPROTO_UDP || control->cmsg_type != UDP_GRO) continue;
    int size = 0;
    std::memcpy(&size, CMSG_DATA(control), sizeof size);
    return static_cast<std::size_t>(size);
  }
  return 0;
}

void take(IncomingDatagram& datagram, msghdr& header, std::size_t length) noexcept {
  datagram.received = {std::min(length, datagram.buffer.size()), (header.msg_flags & MSG_TRUNC) != 0};
  datagram.from.set_size(header.msg_namelen);
  datagram.segment_size = segment_size_in(header);
}

}  // namespace

Result<std::size_t> send_many(Descriptor s, std::span<const OutgoingDatagram> batch, Wait wait) noexcept {
  std::array<mmsghdr, batch_limit> messages;
  std::array<iovec, batch_limit> vectors;
  const auto count = std::min(batch.size(), batch_limit);
  for (std::size_t i = 0; i < count; ++i) {
    vectors[i] = {const_cast<std::byte*>(batch[i].data.data()), batch[i].data.size()};
    messages[i] = {};
    messages[i].msg_hdr.msg_iov = &vectors[i];
    messages[i].msg_hdr.msg_iovlen = 1;
    set_name(messages[i].msg_hdr, batch[i].to);
  }
  return count_from(restarted([&] {
    return calls().sendmmsg(raw(s), messages.data(), static_cast<unsigned>(count), MSG_NOSIGNAL | dont_wait(wait));
  }));
}

Result<std::size_t> recv_many(Descriptor s, std::span<IncomingDatagram> batch, Wait wait) noexcept {
  std::array<mmsghdr, batch_limit> messages;
  std::array<iovec, batch_limit> vectors;
  std::array<SegmentControl, batch_limit> controls;
  const auto count = std::min(batch.size(), batch_limit);
  for (std::size_t i = 0; i < count; ++i) {
    vectors[i] = {batch[i].buffer.data(), batch[i].buffer.size()};
    messages[i] = {};
    messages[i].msg_hdr = {native_of(batch[i].from),
                           room_of(batch[i].from),
                           &vectors[i],
                           1,
                           controls[i].bytes,
                           sizeof controls[i].bytes,
                           0};
  }
  const int flags = MSG_WAITFORONE | dont_wait(wait);
  const int received = restarted(
      [&] { return calls().recvmmsg(raw(s), messages.data(), static_cast<unsigned>(count), flags, nullptr); });
  for (int i = 0; i < received; ++i) {
    const auto index = static_cast<std::size_t>(i);
    take(batch[index], messages[index].msg_hdr, messages[index].msg_len);
  }
  return count_from(received);
}

Result<void> send_segmented(Descriptor s, std::span<const std::byte> data, std::size_t segment,
                            Wait wait) noexcept {
  // 0 would mean "do not cut" to the kernel, and the number is passed in 16 bits.
  if (segment == 0 || segment > largest_datagram) return std::make_error_code(std::errc::invalid_argument);
  iovec vector{const_cast<std::byte*>(data.data()), data.size()};
  SegmentControl room{};
  msghdr message{nullptr, 0, &vector, 1, room.bytes, CMSG_SPACE(sizeof(std::uint16_t)), 0};
  auto* control = CMSG_FIRSTHDR(&message);
  control->cmsg_level = IPPROTO_UDP;
  control->cmsg_type = UDP_SEGMENT;
  control->cmsg_len = CMSG_LEN(sizeof(std::uint16_t));
  const auto size = static_cast<std::uint16_t>(segment);
  std::memcpy(CMSG_DATA(control), &size, sizeof size);
  const auto sent = restarted([&] { return calls().sendmsg(raw(s), &message, MSG_NOSIGNAL | dont_wait(wait)); });
  if (sent == -1) return last_error();
  return {};
}

Result<void> recv_merged(Descriptor s, IncomingDatagram& datagram, Wait wait) noexcept {
  iovec vector{datagram.buffer.data(), datagram.buffer.size()};
  SegmentControl room;
  msghdr message{};
  const auto length = restarted([&] {
    message = {native_of(datagram.from), room_of(datagram.from), &vector, 1, room.bytes, sizeof room.bytes, 0};
    return calls().recvmsg(raw(s), &message, MSG_TRUNC | dont_wait(wait));
  });
  if (length == -1) return last_error();
  take(datagram, message, static_cast<std::size_t>(length));
  return {};
}

}  // namespace plainsock::sys
