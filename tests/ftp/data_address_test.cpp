#include "plainsock/ftp/data_address.hpp"

#include <gtest/gtest.h>

namespace plainsock::ftp {
namespace {

std::optional<DataAddress> address_in(const std::string& line) {
  return data_address(Reply{std::stoi(line.substr(0, 3)), {line}, {}});
}

const DataAddress lab{"127.0.0.1", 1025};
const DataAddress port_5000{"", 5000};

TEST(DataAddress, reads_every_form_of_227_that_servers_send) {
  for (const char* line : {
           "227 Entering Passive Mode (127,0,0,1,4,1).",
           "227 Entering Passive Mode (127,0,0,1,4,1)",
           "227 Entering Passive Mode. 127,0,0,1,4,1",
           "227 Entering Passive Mode 127,0,0,1,4,1.",
           "227 =127,0,0,1,4,1",
           "227 Passive [127,0,0,1,4,1]",
           "227 Passive {127,0,0,1,4,1}",
           "227 (127, 0, 0, 1, 4, 1)",
           "227 127,0,0,1,4,1",
           "227 v2 ok (127,0,0,1,4,1)",
           "227 1.2.3 at 12:30 (127,0,0,1,4,1)",
           "227 9,9,9,9,9,9 (127,0,0,1,4,1) 8,8,8,8,8,8",
           "227 9,9,9,9,9,9 then 127,0,0,1,4,1",
           "227 (ok) 127,0,0,1,4,1",
           "227 (127,000,000,001,004,001)",
       }) {
    EXPECT_EQ(address_in(line), lab) << line;
  }
}

TEST(DataAddress, reads_a_227_of_several_lines) {
  EXPECT_EQ(data_address(Reply{227, {"227-Entering", "227 (127,0,0,1,4,1)"}, {}}), lab);
}

TEST(DataAddress, refuses_a_227_whose_numbers_are_not_six_whole_octets) {
  for (const char* line : {
           "227 Entering Passive Mode (257,0,0,1,4,1)",
           "227 (127,0,0,1,256,1)",
           "227 (127,0,0,1,4,99999999999999999999)",
           "227 9,9,9,9,9,9 (257,0,0,1,4,1)",
           "227 (127,0,0,1,0,0)",
           "227 (127,0,0,1,4)",
           "227 (127,0,0,1,4,1,1)",
           "227 (127,0,0,1,,4,1)",
           "227 (-127,0,0,1,4,1)",
           "227 127,0,0,1,4,1x",
           "227 x127,0,0,1,4,1",
           "227 127,0,0,1,4,1.5",
           "227 127.0.0.1,4,1",
           "227 ,127,0,0,1,4,1",
           "227 ",
           "227",
           "227 (((((,,,,,,",
       }) {
    EXPECT_EQ(address_in(line), std::nullopt) << line;
  }
}

TEST(DataAddress, keeps_an_address_of_zeros_for_the_caller_to_ignore) {
  EXPECT_EQ(address_in("227 (0,0,0,0,4,1)"), (DataAddress{"0.0.0.0", 1025}));
}

TEST(DataAddress, reads_every_form_of_229_that_servers_send) {
  for (const char* line : {
           "229 Entering Extended Passive Mode (|||5000|)",
           "229 Entering Extended Passive Mode (|||5000|).",
           "229 (!!!5000!)",
           "229 (\"\"\"5000\")",
           "229 (ok) (|||5000|)",
           "229 (11150001)",
           "229 (xxx5000x)",
           "229 Extended passive |||5000|",
           "229 |||5000|",
           "229 (((((5000()",
       }) {
    EXPECT_EQ(address_in(line), port_5000) << line;
  }
}

TEST(DataAddress, refuses_a_229_without_a_whole_port) {
  for (const char* line : {
           "229 (|||0|)",
           "229 (|||65536|)",
           "229 (|||-21|)",
           "229 (|||+21|)",
           "229 (||| 21|)",
           "229 (|||21)",
           "229 (||21|)",
           "229 (|||21!)",
           "229 (||||)",
           "229 (|||0|) |||21|",
           "229 5000",
           "229",
       }) {
    EXPECT_EQ(address_in(line), std::nullopt) << line;
  }
}

TEST(DataAddress, depends_on_the_code_and_not_on_the_command) {
  EXPECT_EQ(address_in("227 (|||5000|)"), std::nullopt);
  EXPECT_EQ(address_in("229 (127,0,0,1,4,1)"), std::nullopt);
  EXPECT_EQ(address_in("200 (127,0,0,1,4,1)"), std::nullopt);
}

TEST(DataAddress, writes_the_arguments_of_port_and_eprt) {
  EXPECT_EQ(port_argument("192.0.2.7", 5001), "192,0,2,7,19,137");
  EXPECT_EQ(eprt_argument("192.0.2.7", 5001), "|1|192.0.2.7|5001|");
  EXPECT_EQ(eprt_argument("2001:db8::1", 65535), "|2|2001:db8::1|65535|");
  EXPECT_EQ(eprt_argument("fe80::1%eth0", 21), "|2|fe80::1|21|");
}

TEST(DataAddress, what_port_writes_can_be_read) {
  for (int port : {1, 255, 256, 43210, 65535}) {
    const std::string argument = port_argument("10.20.30.40", static_cast<std::uint16_t>(port));
    EXPECT_EQ(address_in("227 (" + argument + ")"), (DataAddress{"10.20.30.40", static_cast<std::uint16_t>(port)}));
  }
}

}  // namespace
}  // namespace plainsock::ftp
