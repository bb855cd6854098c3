// Many datagrams: Winsock has no call for that, so these are loops.
#include "native_result.hpp"
#include "platform/sys.hpp"

namespace plainsock::sys {
namespace {

constexpr std::size_t batch_limit = 64;

// Like sendmmsg(2) and recvmmsg(2): an error counts when it is the first thing that happens; later it only ends the
// batch.
template <class Batch, class Each>
Result<std::size_t> for_each_until_error(Batch batch, Each each) noexcept {
  std::size_t done = 0;
  for (auto& datagram : batch.first(std::min(batch.size(), batch_limit))) {
    const Result<void> moved = each(datagram, done == 0);
    if (!moved && done == 0) return moved.error();
    if (!moved) break;
    ++done;
  }
  return done;
}

}  // namespace

Result<std::size_t> send_many(Descriptor s, std::span<const OutgoingDatagram> batch, Wait wait) noexcept {
  return for_each_until_error(batch, [&](const OutgoingDatagram& datagram, bool) {
    return send_datagram(s, datagram.data, datagram.to.native().empty() ? nullptr : &datagram.to, wait);
  });
}

// Waits for the first one only.
Result<std::size_t> recv_many(Descriptor s, std::span<IncomingDatagram> batch, Wait wait) noexcept {
  return for_each_until_error(batch, [&](IncomingDatagram& datagram, bool first) {
    return recv_merged(s, datagram, first ? wait : Wait::no);
  });
}

Result<void> send_segmented(Descriptor, std::span<const std::byte>, std::size_t, Wait) noexcept {
  return socket_error(std::errc::no_protocol_option);
}

Result<void> recv_merged(Descriptor s, IncomingDatagram& datagram, Wait wait) noexcept {
  const auto received = recv_datagram(s, datagram.buffer, &datagram.from, wait);
  if (!received) return received.error();
  datagram.received = *received;
  datagram.segment_size = 0;
  return {};
}

}  // namespace plainsock::sys
