// What the functional tests of pyftpdlib look for in a server, where the other files have not got it already.
#include "tests/ftp/server_lab.hpp"

namespace plainsock::test {
namespace {

class ServerDialogue : public testing::Test {
 protected:
  ServerDialogue() {
    write_file(lab_ / "f", "0123456789");
    client_.log_in();
  }
  static ftp::ServerOptions writable() {
    ftp::ServerOptions options;
    options.access = ftp::Access::writable;
    return options;
  }
  int store(std::string_view command, std::string_view content) {
    auto data = client_.open_data();
    if (const auto code = client_.code(command); code != 150) return code;
    EXPECT_TRUE(data.write_all(bytes_of(content), soon()));
    EXPECT_TRUE(data.close());
    return client_.reply().code;
  }

  const ServerLab lab_{writable()};
  RawClient client_{lab_.address()};
};

TEST_F(ServerDialogue, commands_that_need_an_argument_say_so) {
  for (const auto* verb :
       {"USER", "TYPE", "MODE", "STRU", "CWD",  "XCWD", "SIZE", "MDTM", "MKD",  "XMKD", "RMD",  "XRMD",
        "DELE", "RNFR", "RNTO", "MFMT", "SITE", "PORT", "EPRT", "REST", "RETR", "STOR", "APPE", "OPTS"})
    EXPECT_EQ(client_.code(verb), 501) << verb;
}

TEST_F(ServerDialogue, verbs_are_read_in_any_case_and_by_their_old_names) {
  for (const auto* command : {"pwd", "xPwd", "noop", "XCUP", "cdup"})
    EXPECT_LT(client_.code(command), 300) << command;
  EXPECT_EQ(client_.code("XMKD d"), 257);
  EXPECT_EQ(client_.code("XCWD d"), 250);
  EXPECT_EQ(client_.code("XRMD ../d"), 250);
}

TEST_F(ServerDialogue, another_user_must_log_in_anew) {
  EXPECT_EQ(client_.code("PASS x"), 503);
  EXPECT_EQ(client_.code("USER anonymous"), 331);
  EXPECT_EQ(client_.code("PWD"), 530);
  EXPECT_EQ(client_.code("PASS x"), 230);
  EXPECT_EQ(client_.code("PWD"), 257);
}

TEST_F(ServerDialogue, restart_counts_for_the_next_transfer_of_a_file_only) {
  EXPECT_EQ(client_.code("REST 5"), 350);
  EXPECT_EQ(client_.fetch("NLST"), "f\r\n");
  EXPECT_EQ(client_.fetch("RETR f"), "0123456789");
  EXPECT_EQ(client_.code("REST 5"), 350);
  EXPECT_EQ(store("STOU new", "whole"), 226);
  EXPECT_EQ(read_file(lab_ / "new"), "whole");
  EXPECT_EQ(client_.code("REST 5"), 350);
  EXPECT_EQ(store("APPE new", "+"), 226);
  EXPECT_EQ(read_file(lab_ / "new"), "whole+");
  EXPECT_EQ(client_.code("REST 0"), 350);
  EXPECT_EQ(store("STOR new", "other"), 226);
  EXPECT_EQ(read_file(lab_ / "new"), "other");
}

TEST_F(ServerDialogue, an_interrupted_upload_is_resumed_where_it_ended) {
  write_file(lab_ / "part", "01234");
  EXPECT_EQ(client_.say("SIZE part").text(), "5");
  EXPECT_EQ(client_.code("REST 5"), 350);
  EXPECT_EQ(store("STOR part", "56789"), 226);
  EXPECT_EQ(read_file(lab_ / "part"), "0123456789");
}

TEST_F(ServerDialogue, an_empty_file_is_a_file) {
  write_file(lab_ / "empty", "");
  EXPECT_EQ(client_.fetch("RETR empty"), "");
  client_.code("TYPE A");
  EXPECT_EQ(client_.fetch("RETR empty"), "");
  EXPECT_EQ(store("STOR other", ""), 226);
  EXPECT_TRUE(std::filesystem::is_empty(lab_ / "other"));
}

TEST_F(ServerDialogue, every_form_of_a_listing_names_the_file) {
  std::filesystem::create_directory(lab_ / "d");
  for (const auto* form :
       {"LIST", "LIST f", "LIST /", "LIST .", "LIST -a", "LIST -la", "LIST -al /", "LIST *", "LIST f*", "LIST d/..",
        "NLST", "NLST -a", "NLST .", "NLST f", "NLST ?", "MLSD", "MLSD .", "MLSD /"})
    EXPECT_TRUE(client_.fetch(form).find("f\r\n") != std::string::npos) << form;
  for (const auto* form : {"LIST d", "NLST d", "MLSD d", "LIST d/", "NLST d/."})
    EXPECT_EQ(client_.fetch(form), "") << form;
  for (const auto* form : {"LIST x", "NLST x*", "MLSD x", "MLSD f"}) EXPECT_EQ(client_.refusal(form), 550) << form;
}

TEST_F(ServerDialogue, abor_before_a_transfer_ends_the_waiting_for_its_data) {
  const auto address = ftp::data_address(client_.say("EPSV"));
  EXPECT_EQ(client_.code("ABOR"), 225);
  EXPECT_FALSE(TcpStream::connect({lab_.address().ip(), address->port}, soon()));
  EXPECT_EQ(client_.code("RETR f"), 425);
  EXPECT_EQ(client_.fetch("RETR f"), "0123456789");
}

TEST_F(ServerDialogue, abor_while_the_data_connection_is_awaited_ends_the_transfer) {
  EXPECT_EQ(client_.code("EPSV"), 229);
  client_.send("RETR f\r\nABOR\r\n");
  EXPECT_EQ(client_.reply().code, 426);
  EXPECT_EQ(client_.reply().code, 226);
  EXPECT_EQ(client_.fetch("RETR f"), "0123456789");
}

TEST_F(ServerDialogue, another_port_replaces_the_one_before) {
  const auto first = ftp::data_address(client_.say("EPSV"));
  const auto second = ftp::data_address(client_.say("PASV"));
  EXPECT_FALSE(TcpStream::connect({lab_.address().ip(), first->port}, soon()));
  auto data = TcpStream::connect({lab_.address().ip(), second->port}, soon()).value();
  EXPECT_EQ(client_.code("RETR f"), 150);
  EXPECT_EQ(read_to_end(data), "0123456789");
}

TEST_F(ServerDialogue, clients_that_vanish_at_once_do_no_harm) {
  for (int i = 0; i < 50; ++i) {
    auto gone = TcpStream::connect(lab_.address(), soon()).value();
    EXPECT_TRUE(gone.socket().set(option::linger, std::optional{std::chrono::seconds{0}}));  // RST instead of FIN
    EXPECT_TRUE(gone.close());
  }
  EXPECT_EQ(client_.code("NOOP"), 200);
  EXPECT_EQ(client_.fetch("RETR f"), "0123456789");
}

TEST_F(ServerDialogue, a_reader_who_takes_his_time_gets_every_byte) {
  const auto content = test_bytes(32 << 20);
  write_file(lab_ / "big", content);
  auto data = client_.open_data();
  EXPECT_EQ(client_.code("RETR big"), 150);
  std::string all;
  std::vector<std::byte> block(1000);
  while (all.size() < 200'000) {
    const auto count = data.read_some(block, soon()).value("read");
    all += text_of(std::span{block}.first(count));
  }
  all += read_to_end(data);
  EXPECT_TRUE(all == content);
  EXPECT_EQ(client_.reply().code, 226);
}

TEST_F(ServerDialogue, a_file_that_becomes_shorter_under_way_is_no_complete_transfer) {
  const auto content = test_bytes(64 << 20);
  write_file(lab_ / "big", content);
  auto data = client_.open_data();
  EXPECT_EQ(client_.code("RETR big"), 150);
  std::error_code shared;  // Windows may hold a file that is open as it is
  std::filesystem::resize_file(lab_ / "big", 1 << 20, shared);
  const auto all = read_to_end(data);
  EXPECT_EQ(client_.reply().code, all == content ? 226 : 451);
  EXPECT_TRUE(shared || all.size() < content.size());
}

}  // namespace
}  // namespace plainsock::test
