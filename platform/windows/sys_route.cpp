// Which of this machine's addresses a datagram was sent to, and an answer from there: IP_PKTINFO and IPV6_PKTINFO
// of MSDN "IPPROTO_IP socket options".
#include <cstring>

#include "native_result.hpp"
#include "platform/native_address.hpp"
#include "platform/sys.hpp"
#include "wait_mode.hpp"

namespace plainsock::sys {
namespace {

// Room for the one control message that is used here.
struct alignas(WSACMSGHDR) RouteControl {
  char bytes[WSA_CMSG_SPACE(sizeof(in6_pktinfo))];
};

template <class Info>
Info info_in(WSACMSGHDR& control) noexcept {
  Info info;
  std::memcpy(&info, WSA_CMSG_DATA(&control), sizeof info);
  return info;
}

// An IPv4 datagram of a dual-stack socket has IPv4's message.
IpAddress destination_in(WSAMSG& message) noexcept {
  for (auto* control = WSA_CMSG_FIRSTHDR(&message); control; control = WSA_CMSG_NXTHDR(&message, control)) {
    if (control->cmsg_level == IPPROTO_IP && control->cmsg_type == IP_PKTINFO)
      return address_of(info_in<in_pktinfo>(*control).ipi_addr);
    if (control->cmsg_level == IPPROTO_IPV6 && control->cmsg_type == IPV6_PKTINFO)
      return address_of(info_in<in6_pktinfo>(*control).ipi6_addr);
  }
  return {};
}

template <class Info>
void put(WSAMSG& message, RouteControl& room, int level, int type, const Info& info) noexcept {
  message.Control = {static_cast<ULONG>(WSA_CMSG_SPACE(sizeof info)), room.bytes};
  auto* control = WSA_CMSG_FIRSTHDR(&message);
  control->cmsg_level = level;
  control->cmsg_type = type;
  control->cmsg_len = WSA_CMSG_LEN(sizeof info);
  std::memcpy(WSA_CMSG_DATA(control), &info, sizeof info);
}

void put_source(WSAMSG& message, RouteControl& room, const IpAddress& local) noexcept {
  const auto source = local.unmapped();
  if (source.is_unspecified()) return;
  if (source.family() == Family::ipv4) {
    in_pktinfo info{};
    std::memcpy(&info.ipi_addr, source.bytes().data(), sizeof info.ipi_addr);
    return put(message, room, IPPROTO_IP, IP_PKTINFO, info);
  }
  in6_pktinfo info{};
  std::memcpy(&info.ipi6_addr, source.bytes().data(), sizeof info.ipi6_addr);
  put(message, room, IPPROTO_IPV6, IPV6_PKTINFO, info);
}

Result<void> switch_on(Descriptor s, int level, int option) noexcept {
  const DWORD on = 1;
  return success_from(calls().setsockopt(raw(s), level, option, &on, sizeof on));
}

// What came is good also when it is not all.
bool is_cut(int result, const WSAMSG& message) noexcept {
  return result == SOCKET_ERROR ? ::WSAGetLastError() == WSAEMSGSIZE : (message.dwFlags & MSG_TRUNC) != 0;
}

}  // namespace

Result<void> report_routes(Descriptor s, Family family) noexcept {
  const auto four = switch_on(s, IPPROTO_IP, IP_PKTINFO);
  return family == Family::ipv6 ? switch_on(s, IPPROTO_IPV6, IPV6_PKTINFO) : four;
}

Result<void> send_routed(Descriptor s, std::span<const std::byte> data, const Route& route, Wait wait) noexcept {
  if (const auto ready = prepare(s, wait); !ready) return ready;
  WSABUF vector{static_cast<ULONG>(clamped(data.size())),
                const_cast<char*>(reinterpret_cast<const char*>(data.data()))};
  WSAMSG message{const_cast<sockaddr*>(native_of(route.peer)), size_of(route.peer), &vector, 1, {}, 0};
  RouteControl room{};
  put_source(message, room, route.local);
  DWORD sent = 0;
  return success_from(restarted([&] { return calls().send_message(raw(s), &message, &sent); }));
}

Result<Received> recv_routed(Descriptor s, std::span<std::byte> buffer, Route& route, Wait wait) noexcept {
  if (const auto ready = prepare(s, wait); !ready) return ready.error();
  WSABUF vector{static_cast<ULONG>(clamped(buffer.size())), reinterpret_cast<char*>(buffer.data())};
  RouteControl room;
  WSAMSG message{};
  DWORD length = 0;
  const int result = restarted([&] {
    message = {native_of(route.peer), room_of(route.peer), &vector, 1, {sizeof room.bytes, room.bytes}, 0};
    return calls().recv_message(raw(s), &message, &length);
  });
  const bool cut = is_cut(result, message);
  if (result == SOCKET_ERROR && !cut) return last_error();
  route.peer.set_size(static_cast<std::size_t>(message.namelen));
  route.local = destination_in(message);
  if (route.local.is_multicast()) route.local = IpAddress::any(route.local.family());
  return Received{cut ? buffer.size() : length, cut};
}

}  // namespace plainsock::sys
