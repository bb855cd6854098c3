#include "plainsock/udp_socket.hpp"

#include <gtest/gtest.h>

#include "tests/support/loopback.hpp"

using namespace plainsock;
using namespace plainsock::test;
using namespace std::chrono_literals;

namespace {

class Udp : public testing::TestWithParam<Family> {
 protected:
  UdpSocket server_ = UdpSocket::bind(any_port(GetParam())).value();
  SocketAddress address_ = server_.local_address().value();
  UdpSocket client_ = UdpSocket::connect(address_).value();
  std::array<std::byte, 100> buffer_;
};

std::string text(const IncomingDatagram& datagram) {
  return std::string{text_of(datagram.buffer.first(datagram.received.size))};
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(, Udp, testing::Values(Family::ipv4, Family::ipv6),
                         [](const auto& run) { return run.param == Family::ipv4 ? "ipv4" : "ipv6"; });

TEST_P(Udp, a_datagram_tells_where_it_came_from_and_an_answer_finds_back) {
  ASSERT_TRUE(client_.send(bytes_of("ping")));
  SocketAddress from;
  const auto got = server_.receive_from(buffer_, from, soon()).value();
  EXPECT_EQ(text_of(std::span{buffer_}.first(got.size)), "ping");
  EXPECT_FALSE(got.truncated);
  EXPECT_EQ(from, client_.local_address().value());
  ASSERT_TRUE(server_.send_to(bytes_of("pong"), from));
  EXPECT_EQ(receive_text(client_), "pong");
}

TEST_P(Udp, a_connected_socket_hears_its_peer_only) {
  auto stranger = UdpSocket::open(GetParam()).value();
  ASSERT_TRUE(client_.send(bytes_of("hello")));
  SocketAddress from;
  ASSERT_TRUE(server_.receive_from(buffer_, from, soon()));
  ASSERT_TRUE(stranger.send_to(bytes_of("stranger"), client_.local_address().value()));
  ASSERT_TRUE(server_.send_to(bytes_of("peer"), from));
  EXPECT_EQ(receive_text(client_), "peer");
  EXPECT_EQ(client_.peer_address().value(), address_);
}

TEST_P(Udp, receive_times_out_and_the_try_forms_do_not_wait) {
  SocketAddress from;
  EXPECT_EQ(server_.receive(buffer_, Deadline::after(20ms)).error(), std::errc::timed_out);
  EXPECT_EQ(server_.receive_from(buffer_, from, Deadline::after(1ms)).error(), std::errc::timed_out);
  EXPECT_EQ(server_.try_receive(buffer_).error(), std::errc::operation_would_block);
  EXPECT_EQ(server_.try_receive_from(buffer_, from).error(), std::errc::operation_would_block);
  ASSERT_TRUE(client_.send(bytes_of("x")));
  ASSERT_TRUE(server_.socket().wait(Interest::read, soon()));
  EXPECT_EQ(server_.try_receive_from(buffer_, from).value().size, 1u);
}

TEST_P(Udp, receive_without_a_deadline_waits_for_a_datagram) {
  std::thread late{[&] { EXPECT_TRUE(client_.send(bytes_of("late"))); }};
  EXPECT_EQ(server_.receive(buffer_).value().size, 4u);
  late.join();
}

TEST_P(Udp, sends_and_receives_batches) {
  std::vector<std::string> texts;
  std::vector<OutgoingDatagram> out;
  for (int i = 0; i < 10; ++i) texts.push_back("datagram " + std::to_string(i));
  for (const auto& each : texts) out.push_back({bytes_of(each), {}});
  EXPECT_EQ(client_.send_many(out, soon()).value(), 10u);
  std::array<std::array<std::byte, 50>, 16> rooms;
  std::vector<IncomingDatagram> in;
  for (auto& room : rooms) in.push_back({room, {}, {}, 0});
  std::vector<std::string> came;
  while (came.size() < texts.size()) {
    const auto count = server_.receive_many(in, soon()).value();
    ASSERT_GT(count, 0u);
    for (std::size_t i = 0; i < count; ++i) {
      came.push_back(text(in[i]));
      EXPECT_EQ(in[i].from, client_.local_address().value());
      EXPECT_FALSE(in[i].received.truncated);
    }
  }
  EXPECT_EQ(came, texts);
}

TEST_P(Udp, a_batch_may_go_to_several_addresses) {
  auto other = UdpSocket::bind(any_port(GetParam())).value();
  auto sender = UdpSocket::open(GetParam()).value();
  const std::array<OutgoingDatagram, 2> out{
      {{bytes_of("one"), address_}, {bytes_of("two"), other.local_address().value()}}};
  EXPECT_EQ(sender.send_many(out, soon()).value(), 2u);
  EXPECT_EQ(receive_text(server_), "one");
  EXPECT_EQ(receive_text(other), "two");
}

TEST_P(Udp, a_batch_tells_truncation_and_empty_datagrams) {
  for (const auto* each : {"", "12345", "12"}) ASSERT_TRUE(client_.send(bytes_of(each)));
  std::array<std::array<std::byte, 3>, 3> rooms;
  std::vector<IncomingDatagram> in;
  for (std::size_t i = 0; i < 3; ++i) {
    std::array<IncomingDatagram, 1> one{{{rooms[i], {}, {}, 0}}};
    ASSERT_EQ(server_.receive_many(one, soon()).value(), 1u);
    in.push_back(one[0]);
  }
  EXPECT_EQ(text(in[0]), "");
  EXPECT_EQ(text(in[1]), "123");
  EXPECT_TRUE(in[1].received.truncated);
  EXPECT_EQ(text(in[2]), "12");
  EXPECT_FALSE(in[2].received.truncated);
}

TEST_P(Udp, receive_many_times_out) {
  std::array<IncomingDatagram, 1> in{{{buffer_, {}, {}, 0}}};
  EXPECT_EQ(server_.receive_many(in, Deadline::after(10ms)).error(), std::errc::timed_out);
}

TEST_P(Udp, receive_merged_takes_a_plain_datagram_too) {
  ASSERT_TRUE(client_.send(bytes_of("plain")));
  IncomingDatagram in{buffer_, {}, {}, 0};
  ASSERT_TRUE(server_.receive_merged(in, soon()));
  EXPECT_EQ(text(in), "plain");
  EXPECT_EQ(in.from, client_.local_address().value());
  EXPECT_EQ(in.segment_size, 0u);
}

// UDP_SEGMENT and UDP_GRO are Linux's; elsewhere the promise is a clear refusal.
TEST_P(Udp, one_buffer_goes_as_datagrams_of_the_asked_size_or_is_refused) {
  const auto sent = client_.send_segmented(bytes_of("aaabbbcc"), 3, soon());
  if (!sent) {
    EXPECT_EQ(sent.error(), std::errc::no_protocol_option);
    return;
  }
  EXPECT_EQ(receive_text(server_), "aaa");
  EXPECT_EQ(receive_text(server_), "bbb");
  EXPECT_EQ(receive_text(server_), "cc");
  EXPECT_EQ(client_.send_segmented(bytes_of("x"), 0, soon()).error(), std::errc::invalid_argument);
  EXPECT_EQ(client_.send_segmented(bytes_of("x"), 65536 + 3, soon()).error(), std::errc::invalid_argument);
}

TEST_P(Udp, merged_datagrams_tell_their_size_or_the_option_is_refused) {
  if (const auto set = server_.socket().set(option::udp_gro, true); !set) {
    EXPECT_EQ(set.error(), std::errc::no_protocol_option);
    return;
  }
  ASSERT_TRUE(client_.send_segmented(bytes_of("aaabbbcc"), 3, soon()));
  std::string all;
  while (all.size() < 8) {
    IncomingDatagram in{buffer_, {}, {}, 0};
    ASSERT_TRUE(server_.receive_merged(in, soon()));
    const auto came = text(in);
    EXPECT_EQ(in.segment_size, came.size() > 3 ? 3u : 0u);
    all += came;
  }
  EXPECT_EQ(all, "aaabbbcc");
}

TEST_P(Udp, connects_to_a_host_and_a_service) {
  auto named = UdpSocket::connect("", std::to_string(address_.port()), GetParam()).value();
  ASSERT_TRUE(named.send(bytes_of("by name")));
  EXPECT_EQ(receive_text(server_), "by name");
}

TEST_P(Udp, a_datagram_tells_the_address_that_it_was_sent_to) {
  auto asked = UdpSocket::bind({IpAddress::any(GetParam()), 0}).value();
  ASSERT_TRUE(asked.report_routes());
  const auto second = GetParam() == Family::ipv4 ? IpAddress::v4(127, 0, 0, 2) : IpAddress::loopback(Family::ipv6);
  auto client = UdpSocket::connect({second, asked.local_address().value().port()}).value();
  ASSERT_TRUE(client.send(bytes_of("ping")));
  ASSERT_TRUE(asked.socket().wait(Interest::read, soon()));
  Route route;
  EXPECT_EQ(asked.try_receive_routed(buffer_, route).value().size, 4u);
  EXPECT_EQ(route.peer, client.local_address().value());
  EXPECT_EQ(route.local, second);
}

TEST_P(Udp, a_route_of_a_cut_datagram_is_told_and_nothing_there_would_block) {
  ASSERT_TRUE(server_.report_routes());
  Route route;
  EXPECT_EQ(server_.try_receive_routed(buffer_, route).error(), std::errc::operation_would_block);
  ASSERT_TRUE(client_.send(bytes_of("12345")));
  ASSERT_TRUE(server_.socket().wait(Interest::read, soon()));
  const auto received = server_.try_receive_routed(std::span{buffer_}.first(3), route).value();
  EXPECT_EQ(received.size, 3u);
  EXPECT_TRUE(received.truncated);
  EXPECT_EQ(route.local, address_.ip());
}

// A group is no address to answer from.
TEST(UdpSocket, an_answer_to_a_group_leaves_from_an_address_of_this_machine) {
  const auto group = IpAddress::v4(239, 255, 43, 22);
  const auto interface = interface_index("lo");
  auto member = UdpSocket::bind({IpAddress::any(Family::ipv4), 0}).value();
  auto sender = UdpSocket::bind({IpAddress::any(Family::ipv4), 0}).value();
  const auto index = interface ? *interface : 0U;
  ASSERT_TRUE(index == 0 || sender.set_multicast_interface(Family::ipv4, index));
  ASSERT_TRUE(sender.socket().set(option::multicast_loop_v4, true));
  ASSERT_TRUE(member.join(group, index));
  ASSERT_TRUE(member.report_routes());
  ASSERT_TRUE(sender.send_to(bytes_of("who"), {group, member.local_address().value().port()}));
  ASSERT_TRUE(member.socket().wait(Interest::read, soon()));
  std::array<std::byte, 10> buffer;
  Route route;
  ASSERT_TRUE(member.try_receive_routed(buffer, route));
  EXPECT_FALSE(route.local.is_multicast());
  ASSERT_TRUE(member.send_routed(bytes_of("me"), route, soon()));
  EXPECT_EQ(receive_text(sender), "me");
}

TEST(UdpSocket, hears_a_group_while_it_is_a_member) {
  const auto group = IpAddress::v4(239, 255, 43, 21);
  const auto interface = interface_index("lo");
  auto member = UdpSocket::bind({IpAddress::any(Family::ipv4), 0}).value();
  auto sender = UdpSocket::open(Family::ipv4).value();
  // Where the loopback interface has no name of its own (Windows), the system chooses one.
  const auto index = interface ? *interface : 0U;
  ASSERT_TRUE(index == 0 || sender.set_multicast_interface(Family::ipv4, index));
  ASSERT_TRUE(sender.socket().set(option::multicast_loop_v4, true));
  ASSERT_TRUE(member.join(group, index));
  const SocketAddress to{group, member.local_address().value().port()};
  ASSERT_TRUE(sender.send_to(bytes_of("to all"), to));
  EXPECT_EQ(receive_text(member), "to all");
  ASSERT_TRUE(member.leave(group, index));
  ASSERT_TRUE(sender.send_to(bytes_of("to none"), to));
  std::array<std::byte, 20> buffer;
  EXPECT_EQ(member.receive(buffer, Deadline::after(30ms)).error(), std::errc::timed_out);
  EXPECT_FALSE(member.leave(group, index)) << "it is no member any more";
}

TEST(UdpSocket, broadcast_needs_to_be_asked_for) {
  auto sender = UdpSocket::open(Family::ipv4).value();
  const SocketAddress everybody{IpAddress::v4(127, 255, 255, 255), 1};
  EXPECT_EQ(sender.send_to(bytes_of("x"), everybody).error(), std::errc::permission_denied);
  ASSERT_TRUE(sender.socket().set(option::broadcast, true));
  EXPECT_TRUE(sender.send_to(bytes_of("x"), everybody));
}

TEST(UdpSocket, an_unknown_interface_has_no_number) {
  EXPECT_EQ(interface_index("no-such-interface").error(), std::errc::no_such_device);
  EXPECT_EQ(interface_index(std::string(200, 'x')).error(), std::errc::no_such_device);
}
