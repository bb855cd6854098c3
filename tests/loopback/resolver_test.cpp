#include "plainsock/resolver.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/loopback.hpp"

using namespace plainsock;
using namespace plainsock::test;

namespace {

std::vector<std::string> resolved(std::string_view host, std::string_view service, ResolveOptions options = {}) {
  std::vector<std::string> texts;
  for (const auto& address : resolve(host, service, options).value()) texts.push_back(address.to_string());
  return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST(Resolve, takes_literal_addresses_as_they_are) {
  EXPECT_EQ(resolved("127.0.0.1", "21"), Texts{"127.0.0.1:21"});
  EXPECT_EQ(resolved("::1", "21"), Texts{"[::1]:21"});
  EXPECT_EQ(resolved("[::1]", "0"), Texts{"[::1]:0"});
  EXPECT_EQ(resolved("192.0.2.1", ""), Texts{"192.0.2.1:0"});
  EXPECT_EQ(resolve("127.0.0.1", "21", {Family::ipv6, Transport::tcp}).error(), ResolveError::family_not_supported);
}

TEST(Resolve, an_empty_host_is_the_loopback_address) {
  EXPECT_EQ(resolved("", "21"), (Texts{"127.0.0.1:21", "[::1]:21"}));
  EXPECT_EQ(resolved("", "21", {Family::ipv6, Transport::tcp}), Texts{"[::1]:21"});
}

TEST(Resolve, knows_services_by_name_and_number) {
  EXPECT_EQ(resolved("127.0.0.1", "ftp"), Texts{"127.0.0.1:21"});
  EXPECT_EQ(resolved("127.0.0.1", "65535"), Texts{"127.0.0.1:65535"});
}

TEST(Resolve, refuses_a_port_that_is_none) {
  for (const auto* port : {"65536", "99999999999", "-1", "+21", " 21", "21x", "no-such-service"}) {
    EXPECT_EQ(resolve("127.0.0.1", port).error(), ResolveError::service_not_found) << port;
  }
}

TEST(Resolve, localhost_has_each_address_once) {
  const auto found = resolved("localhost", "80");
  EXPECT_NE(std::find(found.begin(), found.end(), "127.0.0.1:80"), found.end());
  auto distinct = found;
  std::sort(distinct.begin(), distinct.end());
  EXPECT_EQ(std::unique(distinct.begin(), distinct.end()), distinct.end());
}

TEST(Resolve, a_family_narrows_the_answer) {
  EXPECT_EQ(resolved("localhost", "80", {Family::ipv4, Transport::udp}), Texts{"127.0.0.1:80"});
}

TEST(Resolve, a_text_with_a_nul_in_it_is_no_name) {
  using namespace std::string_view_literals;
  EXPECT_EQ(resolve("localhost\0x"sv, "80").error(), ResolveError::host_not_found);
  EXPECT_EQ(service_port("ftp\0x"sv).error(), ResolveError::service_not_found);
  EXPECT_EQ(canonical_name("localhost\0x"sv).error(), ResolveError::host_not_found);
}

TEST(Resolve, what_cannot_be_a_name_is_an_error_and_no_crash) {
  EXPECT_FALSE(resolve(std::string(300, 'a'), "80"));
  EXPECT_FALSE(resolve("[::1", "80"));
  EXPECT_FALSE(resolve("127.0.0.1:80", "80"));
}

TEST(CanonicalName, of_localhost_is_told) { EXPECT_FALSE(canonical_name("localhost").value().empty()); }

TEST(ReverseLookup, of_the_loopback_address_gives_a_name) {
  EXPECT_FALSE(reverse_lookup({IpAddress::loopback(Family::ipv4), 0}).value().empty());
}

TEST(ReverseLookup, of_no_address_is_an_error) { EXPECT_FALSE(reverse_lookup(SocketAddress{})); }

TEST(Service, is_found_by_name_and_by_port) {
  EXPECT_EQ(service_port("ftp").value(), 21);
  EXPECT_EQ(service_port("http").value(), 80);
  EXPECT_EQ(service_port("domain", Transport::udp).value(), 53);
  EXPECT_EQ(service_name(21).value(), "ftp");
  EXPECT_EQ(service_name(53, Transport::udp).value(), "domain");
}

TEST(Service, that_is_unknown_is_an_error) {
  EXPECT_EQ(service_port("no-such-service").error(), ResolveError::service_not_found);
  EXPECT_EQ(service_port("").error(), ResolveError::service_not_found);
  EXPECT_EQ(service_name(64999).error(), ResolveError::service_not_found);
}
