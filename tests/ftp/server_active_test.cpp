// Data connections that the server opens, and facts about files.
#include "plainsock/tcp_listener.hpp"
#include "tests/ftp/server_lab.hpp"

namespace plainsock::test {
namespace {

class ServerActive : public testing::Test {
 protected:
  ServerActive() {
    write_file(lab_ / "f", "active");
    client_.log_in();
  }

  std::string port_of(const IpAddress& ip) const {
    return ftp::port_argument(ip.to_string(), listener_.local_address().value().port());
  }

  const ServerLab lab_;
  RawClient client_{lab_.address()};
  TcpListener listener_ = TcpListener::bind({IpAddress::loopback(Family::ipv4), 0}).value();
};

TEST_F(ServerActive, connects_to_where_port_and_eprt_say) {
  const auto here = IpAddress::loopback(Family::ipv4);
  const auto port = listener_.local_address().value().port();
  for (const auto& command : {"PORT " + port_of(here), "EPRT " + ftp::eprt_argument(here.to_string(), port)}) {
    EXPECT_EQ(client_.code(command), 200) << command;
    client_.send("RETR f\r\n");
    auto data = listener_.accept(soon()).value().stream;
    EXPECT_EQ(client_.reply().code, 150);
    EXPECT_EQ(read_to_end(data), "active");
    EXPECT_EQ(client_.reply().code, 226);
  }
}

TEST_F(ServerActive, goes_to_no_other_host_and_no_port_of_the_system) {
  for (const auto* command : {"PORT 127,0,0,77,200,1", "PORT 192,0,2,1,200,1", "EPRT |1|192.0.2.1|50000|",
                              "PORT 127,0,0,1,0,21", "PORT 127,0,0,1,3,255", "EPRT |1|127.0.0.1|1023|"})
    EXPECT_EQ(client_.code(command), 501) << command;
  EXPECT_EQ(client_.code("RETR f"), 425);
}

TEST_F(ServerActive, takes_whole_numbers_in_their_range_only) {
  for (const auto* command :
       {"PORT", "PORT 1", "PORT 127,0,0,1,200", "PORT 127,0,0,1,200,1,1", "PORT 127,0,0,1,256,1",
        "PORT 127,0,0,1,-1,1", "PORT 127,0,0,1,20x,1", "PORT 127,0,0,1,,1", "EPRT |", "EPRT |1|",
        "EPRT |1|127.0.0.1|", "EPRT |1|127.0.0.1|65536|", "EPRT |1|127.0.0.1|5000", "EPRT |1|127.0.0.1|5000|1|",
        "EPRT |1|::1|5000|", "EPRT 1|127.0.0.1|5000", "EPRT ||||"})
    EXPECT_GE(client_.code(command), 500) << command;
  EXPECT_EQ(client_.code("EPRT |2|::1|50000|"), 522);
}

TEST_F(ServerActive, says_when_nobody_listens_there) {
  const auto argument = port_of(IpAddress::loopback(Family::ipv4));
  EXPECT_TRUE(listener_.socket().close());
  EXPECT_EQ(client_.code("PORT " + argument), 200);
  EXPECT_EQ(client_.code("RETR f"), 425);
  EXPECT_EQ(client_.code("NOOP"), 200);
}

TEST_F(ServerActive, forgets_passive_mode_when_active_is_asked_for_and_the_other_way_round) {
  EXPECT_EQ(client_.code("PORT " + port_of(IpAddress::loopback(Family::ipv4))), 200);
  EXPECT_EQ(client_.fetch("RETR f"), "active");
  EXPECT_EQ(client_.code("EPSV"), 229);
  EXPECT_EQ(client_.code("PORT " + port_of(IpAddress::loopback(Family::ipv4))), 200);
  client_.send("RETR f\r\n");
  auto data = listener_.accept(soon()).value().stream;
  EXPECT_EQ(read_to_end(data), "active");
}

TEST(ServerFacts, are_listed_by_mlsd_and_mlst) {
  const ServerLab lab;
  std::filesystem::create_directory(lab / "d");
  write_file(lab / "d/f", "12345");
  RawClient client{lab.address()};
  client.log_in();
  EXPECT_EQ(client.code("OPTS MLST type;size;perm;"), 200);
  EXPECT_EQ(client.fetch("MLSD"), "type=dir;perm=el; d\r\n");
  EXPECT_EQ(client.fetch("MLSD d"), "type=file;size=5;perm=r; f\r\n");
  EXPECT_EQ(client.say("MLST d/f").lines.at(1), " type=file;size=5;perm=r; /d/f");
  EXPECT_EQ(client.say("MLST").lines.at(1), " type=dir;perm=el; /");
  EXPECT_EQ(client.refusal("MLSD missing"), 550);
  EXPECT_NE(client.say("FEAT").text().find("MLST type*;size*;modify;perm*;unix.mode;"), std::string::npos);
  EXPECT_EQ(client.say("OPTS MLST").text(), "MLST OPTS ");
  EXPECT_EQ(client.say("MLST d/f").lines.at(1), "  /d/f");
}

}  // namespace
}  // namespace plainsock::test
