// What clients may change on a server that is writable.
#include "tests/ftp/server_lab.hpp"

namespace plainsock::test {
namespace {

ftp::ServerOptions writable() {
  ftp::ServerOptions options;
  options.access = ftp::Access::writable;
  return options;
}

// The final code of an upload by `command`.
int upload(RawClient& client, std::string_view command, std::string_view content) {
  auto data = client.open_data();
  if (const auto code = client.code(command); code != 150) return code;
  EXPECT_TRUE(data.write_all(bytes_of(content), soon()));
  EXPECT_TRUE(data.close());
  return client.reply().code;
}

std::size_t files_in(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator{folder}, {}));
}

TEST(ServerChanges, are_all_refused_when_it_is_read_only) {
  const ServerLab lab;
  write_file(lab / "f", "x");
  RawClient client{lab.address()};
  client.log_in();
  for (const auto* command : {"STOR a", "APPE f", "STOU", "DELE f", "RNFR f", "RNTO g", "MKD d", "RMD d",
                              "MFMT 20260101000000 f", "SITE CHMOD 777 f"})
    EXPECT_EQ(client.code(command), 550) << command;
  EXPECT_EQ(client.fetch("NLST"), "f\r\n");
}

TEST(ServerChanges, take_an_upload_byte_by_byte_and_leave_nothing_else) {
  const ServerLab lab{writable()};
  const auto content = test_bytes(3'000'001);
  RawClient client{lab.address()};
  client.log_in();
  EXPECT_EQ(upload(client, "STOR f.bin", content), 226);
  EXPECT_EQ(read_file(lab / "f.bin"), content);
  EXPECT_EQ(upload(client, "STOR f.bin", ""), 226);
  EXPECT_EQ(read_file(lab / "f.bin"), "");
  EXPECT_EQ(files_in(lab.root().path()), 1U);
}

TEST(ServerChanges, convert_line_ends_in_type_a) {
  const ServerLab lab{writable()};
  RawClient client{lab.address()};
  client.log_in();
  client.code("TYPE A");
  EXPECT_EQ(upload(client, "STOR f.txt", "one\r\ntwo\rthree\r\n\r"), 226);
  EXPECT_EQ(read_file(lab / "f.txt"), "one\ntwo\rthree\n\r");
}

TEST(ServerChanges, keep_the_old_file_until_the_new_one_is_whole) {
  const ServerLab lab{writable()};
  write_file(lab / "f", "old");
  RawClient client{lab.address()};
  client.log_in();
  {
    auto data = client.open_data();
    EXPECT_EQ(client.code("STOR f"), 150);
    EXPECT_TRUE(data.write_all(bytes_of("half"), soon()));
    EXPECT_EQ(client.say("ABOR").code, 426);
    EXPECT_EQ(client.reply().code, 226);
  }
  EXPECT_EQ(read_file(lab / "f"), "old");
  EXPECT_EQ(files_in(lab.root().path()), 1U);
}

TEST(ServerChanges, drop_the_upload_of_a_client_that_died) {
  const ServerLab lab{writable()};
  write_file(lab / "f", "old");
  {
    RawClient client{lab.address()};
    client.log_in();
    auto data = client.open_data();
    EXPECT_EQ(client.code("STOR f"), 150);
    EXPECT_TRUE(data.write_all(bytes_of("half"), soon()));
    EXPECT_TRUE(client.control().close());
    EXPECT_TRUE(data.shutdown(Direction::write));
    EXPECT_EQ(read_to_end(data), "");  // the server has let go
  }
  RawClient other{lab.address()};
  other.log_in();
  EXPECT_EQ(other.fetch("NLST"), "f\r\n");
  EXPECT_EQ(read_file(lab / "f"), "old");
}

TEST(ServerChanges, append_and_resume_where_the_file_is) {
  const ServerLab lab{writable()};
  write_file(lab / "f", "0123456789");
  RawClient client{lab.address()};
  client.log_in();
  EXPECT_EQ(upload(client, "APPE f", "abc"), 226);
  EXPECT_EQ(read_file(lab / "f"), "0123456789abc");
  EXPECT_EQ(upload(client, "APPE new", "abc"), 226);
  EXPECT_EQ(read_file(lab / "new"), "abc");
  client.code("REST 2");
  EXPECT_EQ(upload(client, "STOR f", "xy"), 226);
  EXPECT_EQ(read_file(lab / "f"), "01xy456789abc");
  client.code("REST 14");
  EXPECT_EQ(upload(client, "STOR f", "xy"), 554);
}

TEST(ServerChanges, find_a_free_name_for_stou) {
  const ServerLab lab{writable()};
  write_file(lab / "f", "old");
  RawClient client{lab.address()};
  client.log_in();
  auto data = client.open_data();
  EXPECT_EQ(client.say("STOU f").text(), "FILE: f.1");
  EXPECT_TRUE(data.close());
  EXPECT_EQ(client.reply().code, 226);
  EXPECT_EQ(upload(client, "STOU", "x"), 226);
  EXPECT_EQ(client.fetch("NLST"), "f\r\nf.1\r\nupload\r\n");
}

TEST(ServerChanges, refuse_an_upload_where_no_file_can_be) {
  const ServerLab lab{writable()};
  std::filesystem::create_directory(lab / "d");
  RawClient client{lab.address()};
  client.log_in();
  for (const auto* name : {"d", "/", "missing/f", "..", "../f"}) {
    EXPECT_EQ(upload(client, std::string("STOR ") + name, "x"), 553) << name;
    EXPECT_EQ(upload(client, std::string("APPE ") + name, "x"), 553) << name;
  }
}

TEST(ServerChanges, make_rename_and_remove_files_and_directories) {
  const ServerLab lab{writable()};
  write_file(lab / "f", "x");
  RawClient client{lab.address()};
  client.log_in();
  EXPECT_EQ(client.say("MKD d").text(), "\"/d\" created.");
  EXPECT_EQ(client.code("MKD d"), 550);
  EXPECT_EQ(client.code("RNFR f"), 350);
  EXPECT_EQ(client.code("RNTO d/g"), 250);
  EXPECT_EQ(read_file(lab / "d/g"), "x");
  EXPECT_EQ(client.code("RMD d"), 550);
  EXPECT_EQ(client.code("DELE d"), 550);
  EXPECT_EQ(client.code("DELE d/g"), 250);
  EXPECT_EQ(client.code("DELE d/g"), 550);
  EXPECT_EQ(client.code("RMD d"), 250);
  EXPECT_EQ(client.code("RMD d"), 550);
  EXPECT_EQ(client.code("RNFR missing"), 550);
  EXPECT_EQ(client.code("RNTO x"), 503);
  for (const auto* root : {"RMD /", "DELE /", "RNFR /", "MKD /"}) EXPECT_EQ(client.code(root), 550) << root;
}

TEST(ServerChanges, reach_nothing_outside_the_root) {
  const ServerLab lab{writable()};
  write_file(lab / "f", "x");
  RawClient client{lab.address()};
  client.log_in();
  const std::string outside = "../" + lab.root().path().filename().string() + "-outside";
  const auto real = std::filesystem::path{lab.root().path()} += "-outside";
  for (const auto& name : {outside, "/" + outside, "d/../" + outside, real.string()}) {
    EXPECT_EQ(client.code("MKD " + name), 550) << name;
    EXPECT_EQ(client.code("RNFR " + name), 550) << name;
    EXPECT_EQ(client.code("RNFR f"), 350);
    EXPECT_EQ(client.code("RNTO " + name), 553) << name;
    EXPECT_EQ(client.code("STOU " + name), 553) << name;
    EXPECT_EQ(upload(client, "STOR " + name, "x"), 553) << name;
  }
  EXPECT_FALSE(std::filesystem::exists(real));
}

TEST(ServerChanges, set_the_time_and_the_mode_of_a_file) {
  const ServerLab lab{writable()};
  write_file(lab / "f", "x");
  RawClient client{lab.address()};
  client.log_in();
  EXPECT_EQ(client.say("MFMT 20200229123456 f").text(), "Modify=20200229123456; f");
  EXPECT_EQ(client.say("MDTM f").text(), "20200229123456");
  EXPECT_EQ(client.code("MFMT 20210229123456 f"), 501);
  EXPECT_EQ(client.code("MFMT 20200229123456 missing"), 550);
  EXPECT_EQ(client.code("SITE CHMOD 444 f"), 200);
  EXPECT_EQ(client.fetch("LIST f").substr(0, 10), "-r--r--r--");
  EXPECT_EQ(client.code("SITE CHMOD 4777 f"), 501);
  EXPECT_EQ(client.code("SITE CHMOD 644 f"), 200);
  EXPECT_EQ(client.code("SITE XYZZY"), 504);
}

}  // namespace
}  // namespace plainsock::test
