#include "floor.hpp"
#include "round_trip_measure.hpp"

namespace plainsock::bench {
namespace {

enum class Protocol { tcp, udp };
constexpr Protocol protocols[] = {Protocol::tcp, Protocol::udp};
constexpr std::string_view name_of(Protocol protocol) { return protocol == Protocol::tcp ? "tcp" : "udp"; }

std::string rtt_name(std::string_view transport, std::size_t bytes, WaitKind wait, Placement placement,
                     std::string_view variant = {}) {
  return "rtt/" + std::string{transport} + "/" + std::to_string(bytes) + "B/" + std::string{name_of(wait)} + "/" +
         std::string{name_of(placement)} + std::string{variant};
}

// `links` makes the connection anew each time.
template <class Links>
Case round_trip(std::string name, std::size_t bytes, Placement placement, Links links, bool in_table = false) {
  return {std::move(name), in_table,
          [=](const Repeat& repeat) { return measure_round_trips(links(), bytes, placement, repeat); }};
}

Case plain(Protocol protocol, std::size_t bytes, WaitKind wait, Placement placement, bool in_table = false) {
  auto name = rtt_name(name_of(protocol), bytes, wait, placement);
  if (protocol == Protocol::tcp)
    return round_trip(
        std::move(name), bytes, placement, [wait] { return stream_link(wait); }, in_table);
  return round_trip(
      std::move(name), bytes, placement, [wait] { return datagram_link(wait); }, in_table);
}

// A message in two writes, which Nagle's algorithm and delayed acknowledgements (RFC 1122, 4.2.3.2) hold up 40 ms.
class TwoWritesLink : public StreamLink {
 public:
  explicit TwoWritesLink(StreamLink link) : StreamLink(std::move(link)) {}
  static LinkPair<TwoWritesLink> pair(Nagle nagle) {
    auto [near, far] = stream_link(WaitKind::block, nagle);
    return {TwoWritesLink{std::move(near)}, TwoWritesLink{std::move(far)}};
  }
  void send(std::span<const std::byte> message) {
    StreamLink::send(message.first(message.size() / 2));
    StreamLink::send(message.subspan(message.size() / 2));
  }
};

void add_nagle(std::vector<Case>& cases, Placement placement) {
  const auto name = [&](std::string_view variant) {
    return rtt_name("tcp", 64, WaitKind::block, placement, variant);
  };
  const auto nagled = [] { return stream_link(WaitKind::block, Nagle::on); };
  cases.push_back(round_trip(name("/nagle"), 64, placement, nagled));
  cases.push_back(round_trip(name("/two-writes"), 64, placement, [] { return TwoWritesLink::pair(Nagle::off); }));
  cases.push_back(
      round_trip(name("/two-writes-nagle"), 64, placement, [] { return TwoWritesLink::pair(Nagle::on); }));
}

void add_waits(std::vector<Case>& cases, Placement placement) {
  for (const auto protocol : protocols) {
    for (const auto wait : {WaitKind::poll, WaitKind::select, WaitKind::epoll}) {
      if (Poller::create(backend_of(wait))) cases.push_back(plain(protocol, 64, wait, placement));
    }
    if (placement == Placement::cross_core) cases.push_back(plain(protocol, 64, WaitKind::spin, placement));
  }
}

void add_sizes(std::vector<Case>& cases, Placement placement) {
  for (const auto protocol : protocols) {
    const std::size_t largest = protocol == Protocol::tcp ? 65536 : largest_datagram;
    for (const std::size_t bytes :
         {std::size_t{1}, std::size_t{1024}, std::size_t{4096}, std::size_t{16384}, std::size_t{32768}, largest})
      cases.push_back(plain(protocol, bytes, WaitKind::block, placement));
  }
}

void add_yardsticks(std::vector<Case>& cases, Placement placement) {
  const std::string where{name_of(placement)};
  const auto local = [] { return local_link(WaitKind::block).value("AF_UNIX"); };
  if (local_link(WaitKind::block))
    cases.push_back(round_trip(rtt_name("unix", 64, WaitKind::block, placement), 64, placement, local));
  cases.push_back(round_trip("floor/pipe/64B/block/" + where, 64, placement, [] { return PipeLink::pair(); }));
  cases.push_back(round_trip(
      "floor/" + std::string{word_sleep_name()} + "/0B/block/" + where, 1, placement,
      [] { return WordLink::pair(); }, true));
}

}  // namespace

std::vector<Case> round_trip_cases() {
  std::vector<Case> cases;
  for (const auto placement : placements()) {
    for (const auto protocol : protocols) cases.push_back(plain(protocol, 64, WaitKind::block, placement, true));
    cases.push_back(round_trip(rtt_name("udp", 64, WaitKind::block, placement, "/unconnected"), 64, placement,
                               [] { return unconnected_link(); }));
    add_yardsticks(cases, placement);
    add_waits(cases, placement);
    add_sizes(cases, placement);
  }
  add_nagle(cases, placements().front());
  return cases;
}

}  // namespace plainsock::bench
