// What surprises about names; the numbers are the rows of the table in README.md.
#include "plainsock/resolver.hpp"

#include <gtest/gtest.h>

#include "tests/support/loopback.hpp"

using namespace plainsock;
using namespace plainsock::test;

TEST(Quirks, localhost_reaches_a_server_of_ipv4_only) {  // row 38: ::1 may come first
  auto listening = listener();
  const auto port = std::to_string(listening.local_address().value().port());
  EXPECT_TRUE(TcpStream::connect("localhost", port, soon()));
}

TEST(Quirks, services_may_be_looked_up_by_eight_threads_at_once) {  // row 39: the plain calls share one buffer
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([t] {
      const std::string name = t % 2 == 0 ? "ftp" : "http";
      const std::uint16_t port = t % 2 == 0 ? 21 : 80;
      for (int i = 0; i < 50; ++i) {
        EXPECT_EQ(service_port(name).value(), port);
        EXPECT_EQ(service_name(port).value(), name);
      }
    });
  }
  for (auto& thread : threads) thread.join();
}

TEST(Quirks, a_services_port_comes_in_the_machines_byte_order) {  // row 39
  EXPECT_EQ(service_port("ftp").value(), 21);
  EXPECT_EQ(service_name(21).value(), "ftp");
  EXPECT_EQ(service_port("no-such-service").error(), ResolveError::service_not_found);
}
