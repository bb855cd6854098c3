#include "plainsock/ip_address.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "plainsock/error.hpp"

using namespace plainsock;

namespace {

std::string reprinted_ip(std::string_view text) { return IpAddress::parse(text).value().to_string(); }

struct Text {
  std::string_view given;
  std::string_view printed;
};

}  // namespace

TEST(IpAddress, is_0_0_0_0_when_nothing_is_said) {
  EXPECT_EQ(IpAddress{}, IpAddress::v4(0, 0, 0, 0));
  EXPECT_EQ(IpAddress{}.to_string(), "0.0.0.0");
  EXPECT_TRUE(IpAddress{}.is_unspecified());
}

TEST(IpAddress, reads_four_decimal_parts_and_nothing_else_as_ipv4) {
  EXPECT_EQ(IpAddress::parse("127.0.0.1").value(), IpAddress::v4(127, 0, 0, 1));
  EXPECT_EQ(reprinted_ip("255.255.255.255"), "255.255.255.255");
  for (const auto* text : {"",
                           "1",
                           "127.1",
                           "1.2.3",
                           "1.2.3.4.5",
                           "1.2.3.",
                           ".1.2.3",
                           "1..2.3",
                           "1.2.3.256",
                           "010.0.0.1",
                           "1.2.3.04",
                           "0x7f.0.0.1",
                           "1.2.3.+4",
                           "1.2.3.-4",
                           " 1.2.3.4",
                           "1.2.3.4 ",
                           "1.2.3.4%1",
                           "1.2.3.4:5",
                           "1.2.3.99999999999999999999",
                           "a.b.c.d"}) {
    EXPECT_EQ(IpAddress::parse(text).error(), SocketError::bad_address) << text;
  }
}

TEST(IpAddress, prints_ipv6_as_rfc_5952_says) {
  constexpr Text texts[] = {
      {"::", "::"},
      {"::1", "::1"},
      {"1::", "1::"},
      {"0:0:0:0:0:0:0:0", "::"},
      {"2001:DB8::ABCD", "2001:db8::abcd"},              // lower case
      {"2001:0db8::0001", "2001:db8::1"},                // no leading zeros
      {"2001:db8:0:0:0:0:2:1", "2001:db8::2:1"},         // the run as long as it is
      {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},  // one zero group is not shortened
      {"2001:0:0:1:0:0:0:1", "2001:0:0:1::1"},           // the longest run
      {"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},     // the first of equals
      {"1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"},            // "::" for one group is read, not written
      {"::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"},
      {"0:0:3:4:5:6:0:0", "::3:4:5:6:0:0"},
      {"1:2:3:4:5:6:0:0", "1:2:3:4:5:6::"},
      {"ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"},
      {"64:ff9b::192.0.2.33", "64:ff9b::c000:221"},
      {"fe80::1%7", "fe80::1%7"},
      {"fe80::1%0", "fe80::1"},
  };
  for (const auto& text : texts) EXPECT_EQ(reprinted_ip(text.given), text.printed) << text.given;
}

TEST(IpAddress, refuses_malformed_ipv6) {
  for (const auto* text : {":",
                           ":::",
                           "1",
                           "1:2:3:4:5:6:7",
                           "1:2:3:4:5:6:7:8:9",
                           "1:2:3:4:5:6:7:8::",
                           "::1:2:3:4:5:6:7:8",
                           "1::2::3",
                           ":1:2:3:4:5:6:7:8",
                           "1:2:3:4:5:6:7:",
                           ":1::2",
                           "1::2:",
                           "12345::",
                           "g::",
                           "::1.2.3",
                           "::1.2.3.256",
                           "1.2.3.4::",
                           "::1.2.3.4:5",
                           "1:2:3:4:5:6:7:1.2.3.4",
                           "[::1]",
                           "::1%",
                           "fe80::1%no-such-interface",
                           "fe80::1%99999999999",
                           "::1 ",
                           "0x1::",
                           "::-1"}) {
    EXPECT_EQ(IpAddress::parse(text).error(), SocketError::bad_address) << text;
  }
}

TEST(IpAddress, refuses_a_text_with_a_nul_in_it) {
  using namespace std::string_view_literals;
  EXPECT_FALSE(IpAddress::parse("127.0.0.1\0"sv));
  EXPECT_FALSE(IpAddress::parse("::1\0"sv));
  EXPECT_FALSE(IpAddress::parse("fe80::1%lo\0x"sv));
}

TEST(IpAddress, a_scope_belongs_to_the_address) {
  const auto scoped = IpAddress::parse("fe80::1%3").value();
  EXPECT_EQ(scoped.scope(), 3u);
  EXPECT_NE(scoped, IpAddress::parse("fe80::1").value());
}

TEST(IpAddress, a_mapped_address_prints_and_counts_as_ipv4) {
  const auto mapped = IpAddress::parse("::ffff:127.0.0.1").value();
  EXPECT_EQ(mapped.family(), Family::ipv6);
  EXPECT_TRUE(mapped.is_v4_mapped());
  EXPECT_TRUE(mapped.is_loopback());
  EXPECT_EQ(mapped.to_string(), "127.0.0.1");
  EXPECT_EQ(mapped.unmapped(), IpAddress::v4(127, 0, 0, 1));
  EXPECT_EQ(IpAddress::parse("::ffff:7f00:1").value(), mapped);
  EXPECT_TRUE(IpAddress::parse("::ffff:0.0.0.0").value().is_unspecified());
}

TEST(IpAddress, unmapped_leaves_every_other_address_alone) {
  for (const auto* text : {"::1", "::127.0.0.1", "fe80::1%2", "1.2.3.4"}) {
    const auto ip = IpAddress::parse(text).value();
    EXPECT_EQ(ip.unmapped(), ip) << text;
  }
}

TEST(IpAddress, knows_the_kinds_of_addresses) {
  const auto is = [](const char* text) { return IpAddress::parse(text).value(); };
  EXPECT_TRUE(is("127.255.0.1").is_loopback());
  EXPECT_TRUE(is("::1").is_loopback());
  EXPECT_FALSE(is("128.0.0.1").is_loopback());
  EXPECT_FALSE(is("::2").is_loopback());
  EXPECT_TRUE(is("::").is_unspecified());
  EXPECT_FALSE(is("::1").is_unspecified());
  EXPECT_TRUE(is("224.0.0.1").is_multicast());
  EXPECT_TRUE(is("239.255.255.255").is_multicast());
  EXPECT_FALSE(is("240.0.0.1").is_multicast());
  EXPECT_TRUE(is("ff02::1").is_multicast());
  EXPECT_FALSE(is("fe80::1").is_multicast());
  EXPECT_TRUE(is("169.254.1.1").is_link_local());
  EXPECT_TRUE(is("febf::1").is_link_local());
  EXPECT_FALSE(is("fec0::1").is_link_local());
}

TEST(IpAddress, gives_its_bytes_in_network_order) {
  const auto four = IpAddress::v4(1, 2, 3, 4);
  EXPECT_EQ(std::vector<std::uint8_t>(four.bytes().begin(), four.bytes().end()),
            (std::vector<std::uint8_t>{1, 2, 3, 4}));
  EXPECT_EQ(IpAddress::loopback(Family::ipv6).bytes().size(), 16u);
  EXPECT_EQ(IpAddress::loopback(Family::ipv6).bytes()[15], 1);
  EXPECT_EQ(IpAddress::any(Family::ipv6), IpAddress::parse("::").value());
}
