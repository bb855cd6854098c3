// Which of this machine's addresses a datagram was sent to, and an answer from there: IP_PKTINFO of ip(7),
// IPV6_PKTINFO of ipv6(7).
#include <algorithm>
#include <cstring>

#include "native_result.hpp"
#include "platform/native_address.hpp"
#include "platform/sys.hpp"

namespace plainsock::sys {
namespace {

// Room for the one control message that is used here.
struct alignas(cmsghdr) RouteControl {
  char bytes[CMSG_SPACE(sizeof(in6_pktinfo))];
};

template <class Info>
Info info_in(const cmsghdr& control) noexcept {
  Info info;
  std::memcpy(&info, CMSG_DATA(&control), sizeof info);
  return info;
}

// ipi_spec_dst is this machine's own address also when the datagram went to a group or to everybody.
IpAddress local_address_in(msghdr& message) noexcept {
  for (auto* control = CMSG_FIRSTHDR(&message); control; control = CMSG_NXTHDR(&message, control)) {
    if (control->cmsg_level == IPPROTO_IP && control->cmsg_type == IP_PKTINFO)
      return address_of(info_in<in_pktinfo>(*control).ipi_spec_dst);
    if (control->cmsg_level == IPPROTO_IPV6 && control->cmsg_type == IPV6_PKTINFO) {
      const auto address = address_of(info_in<in6_pktinfo>(*control).ipi6_addr);
      return address.is_multicast() ? IpAddress::any(Family::ipv6) : address;
    }
  }
  return {};
}

template <class Info>
void put(msghdr& message, RouteControl& room, int level, int type, const Info& info) noexcept {
  message.msg_control = room.bytes;
  message.msg_controllen = CMSG_SPACE(sizeof info);
  auto* control = CMSG_FIRSTHDR(&message);
  control->cmsg_level = level;
  control->cmsg_type = type;
  control->cmsg_len = CMSG_LEN(sizeof info);
  std::memcpy(CMSG_DATA(control), &info, sizeof info);
}

void put_source(msghdr& message, RouteControl& room, const IpAddress& source) noexcept {
  if (source.is_unspecified()) return;
  if (source.family() == Family::ipv4) {
    in_pktinfo info{};
    std::memcpy(&info.ipi_spec_dst, source.bytes().data(), sizeof info.ipi_spec_dst);
    return put(message, room, IPPROTO_IP, IP_PKTINFO, info);
  }
  in6_pktinfo info{};
  std::memcpy(&info.ipi6_addr, source.bytes().data(), sizeof info.ipi6_addr);
  put(message, room, IPPROTO_IPV6, IPV6_PKTINFO, info);
}

}  // namespace

Result<void> report_routes(Descriptor s, Family family) noexcept {
  const int on = 1;
  return success_from(family == Family::ipv6
                          ? calls().setsockopt(raw(s), IPPROTO_IPV6, IPV6_RECVPKTINFO, &on, sizeof on)
                          : calls().setsockopt(raw(s), IPPROTO_IP, IP_PKTINFO, &on, sizeof on));
}

Result<void> send_routed(Descriptor s, std::span<const std::byte> data, const Route& route, Wait wait) noexcept {
  iovec vector{const_cast<std::byte*>(data.data()), data.size()};
  msghdr message{const_cast<sockaddr*>(native_of(route.peer)), size_of(route.peer), &vector, 1, nullptr, 0, 0};
  RouteControl room{};
  put_source(message, room, route.local);
  if (restarted([&] { return calls().sendmsg(raw(s), &message, MSG_NOSIGNAL | dont_wait(wait)); }) == -1)
    return last_error();
  return {};
}

Result<Received> recv_routed(Descriptor s, std::span<std::byte> buffer, Route& route, Wait wait) noexcept {
  iovec vector{buffer.data(), buffer.size()};
  RouteControl room;
  msghdr message{};
  const auto length = restarted([&] {
    message = {native_of(route.peer), room_of(route.peer), &vector, 1, room.bytes, sizeof room.bytes, 0};
    return calls().recvmsg(raw(s), &message, MSG_TRUNC | dont_wait(wait));
  });
  if (length == -1) return last_error();
  route.peer.set_size(message.msg_namelen);
  route.local = local_address_in(message);
  const auto whole = static_cast<std::size_t>(length);
  return Received{std::min(whole, buffer.size()), whole > buffer.size()};
}

}  // namespace plainsock::sys
