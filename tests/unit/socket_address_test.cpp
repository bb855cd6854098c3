#include "plainsock/socket_address.hpp"

#include <gtest/gtest.h>

#include <cstring>

#include "plainsock/error.hpp"

using namespace plainsock;
using namespace std::string_view_literals;

namespace {

std::string reprinted_address(std::string_view text) { return SocketAddress::parse(text).value().to_string(); }

struct Split {
  std::string_view text;
  std::string_view host;
  std::string_view port;
};

}  // namespace

TEST(SocketAddress, says_what_it_was_made_of) {
  const SocketAddress four{IpAddress::v4(192, 0, 2, 1), 21};
  EXPECT_EQ(four.family(), Family::ipv4);
  EXPECT_EQ(four.ip(), IpAddress::v4(192, 0, 2, 1));
  EXPECT_EQ(four.port(), 21);
  const auto ip = IpAddress::parse("fe80::1%2").value();
  const SocketAddress six{ip, 65535};
  EXPECT_EQ(six.family(), Family::ipv6);
  EXPECT_EQ(six.ip(), ip);
  EXPECT_EQ(six.port(), 65535);
}

TEST(SocketAddress, is_no_address_when_nothing_is_said) {
  const SocketAddress none{};
  EXPECT_EQ(none.family(), Family::any);
  EXPECT_TRUE(none.native().empty());
  EXPECT_EQ(none.port(), 0);
  EXPECT_EQ(none.to_string(), "(none)");
  EXPECT_EQ(none, SocketAddress{});
}

TEST(SocketAddress, prints_what_it_reads) {
  for (const auto* text : {"127.0.0.1:21", "0.0.0.0:0", "[::1]:21", "[fe80::1%3]:65535"}) {
    EXPECT_EQ(reprinted_address(text), text);
  }
  EXPECT_EQ(reprinted_address("[0:0::1]:0021"), "[::1]:21");
  EXPECT_EQ(reprinted_address("[::ffff:127.0.0.1]:80"), "127.0.0.1:80");
}

TEST(SocketAddress, refuses_malformed_texts) {
  for (const auto text :
       {""sv, "127.0.0.1"sv, "127.0.0.1:"sv, ":21"sv, "127.0.0.1:65536"sv, "127.0.0.1:-1"sv, "127.0.0.1:+1"sv,
        "127.0.0.1:21x"sv, "127.0.0.1: 21"sv, "[127.0.0.1]:21"sv, "::1:21"sv, "[::1]"sv, "[::1:21"sv, "::1]:21"sv,
        "[]:21"sv, "[::1]21"sv, "localhost:21"sv, "127.0.0.1:21\0"sv, "[[::1]]:21"sv}) {
    EXPECT_EQ(SocketAddress::parse(text).error(), SocketError::bad_address) << text;
  }
}

TEST(SocketAddress, equality_ignores_padding_and_sees_everything_else) {
  SocketAddress a{IpAddress::v4(127, 0, 0, 1), 21};
  SocketAddress b = a;
  b.storage()[b.native().size() - 1] = std::byte{0xff};  // sin_zero
  EXPECT_EQ(a, b);
  EXPECT_NE(a, (SocketAddress{IpAddress::v4(127, 0, 0, 1), 22}));
  EXPECT_NE(a, (SocketAddress{IpAddress::v4(127, 0, 0, 2), 21}));
  EXPECT_NE(a, SocketAddress::parse("[::ffff:127.0.0.1]:21").value());
  EXPECT_NE(SocketAddress::parse("[fe80::1%1]:21").value(), SocketAddress::parse("[fe80::1%2]:21").value());
}

TEST(SocketAddress, a_size_past_the_storage_is_cut) {
  SocketAddress address;
  address.set_size(100000);
  EXPECT_EQ(address.native().size(), address.storage().size());
}

TEST(SocketAddress, holds_a_path_of_at_most_107_bytes) {
  const std::string longest(107, 'x');
  EXPECT_EQ(SocketAddress::local(longest).value().path(), longest);
  EXPECT_EQ(SocketAddress::local(longest + "x").error(), std::errc::filename_too_long);
  EXPECT_EQ(SocketAddress::local("/tmp/a").value().to_string(), "/tmp/a");
  EXPECT_EQ(SocketAddress::local("/tmp/a").value().family(), Family::local);
  EXPECT_EQ(SocketAddress::local("/tmp/a\0b"sv).error(), SocketError::bad_address);
}

TEST(SocketAddress, an_abstract_path_may_hold_any_byte) {
  const auto abstract = SocketAddress::local("\0a\0b"sv).value();
  EXPECT_EQ(abstract.path(), "\0a\0b"sv);
  EXPECT_EQ(SocketAddress::local("\0ab"sv).value().to_string(), "@ab");
  EXPECT_EQ(SocketAddress::local("").value().path(), "");
}

TEST(SplitHostPort, takes_every_form_that_people_write) {
  constexpr Split splits[] = {
      {"host:21", "host", "21"},
      {"host", "host", ""},
      {"host:", "host", ""},
      {"host:ftp", "host", "ftp"},
      {":21", "", "21"},
      {"", "", ""},
      {"127.0.0.1:21", "127.0.0.1", "21"},
      {"127.0.0.1", "127.0.0.1", ""},
      {"[::1]:21", "::1", "21"},
      {"[::1]", "::1", ""},
      {"::1", "::1", ""},
      {"[::1]:", "::1", ""},
      {"fe80::1%3", "fe80::1%3", ""},
  };
  for (const auto& split : splits) {
    const auto got = split_host_port(split.text).value();
    EXPECT_EQ(got.host, split.host) << split.text;
    EXPECT_EQ(got.port, split.port) << split.text;
  }
}

TEST(SplitHostPort, refuses_brackets_that_do_not_match_and_more_than_one_colon) {
  for (const auto* text : {"[::1", "[::1]x", "[::1]21", "::1]:21", "a:b:c", "host]:21", "1:2:3:21"}) {
    EXPECT_EQ(split_host_port(text).error(), SocketError::bad_address) << text;
  }
}
