#include <gtest/gtest.h>

#include "plainsock/ftp/download.hpp"
#include "tests/support/process.hpp"
#include "tests/support/scripted_server.hpp"
#include "tests/support/temp_folder.hpp"

namespace plainsock::test {
namespace {

class FtpResume : public testing::Test {
 protected:
  Finished get(const ScriptedServer& server, std::vector<std::string> more = {"--resume"}) {
    more.insert(more.begin(), {"ftp", "get", server.url() + "f", "-o", out_.string()});
    return run(more);
  }
  TempFolder folder_;
  std::filesystem::path out_ = folder_ / "out";
  std::string content_ = test_bytes(600'000);
};

TEST_F(FtpResume, keeps_the_part_that_came_and_continues_it) {
  const ScriptedServer server{
      "RETR send 150 go | data 500000 | end | send 426 cut\nRETR send 150 go | data | end | send 226 ok", content_};
  EXPECT_EQ(get(server).exit_code, 5);
  EXPECT_FALSE(exists(out_));
  EXPECT_EQ(get(server).exit_code, 0);
  EXPECT_TRUE(read_file(out_) == content_);
  EXPECT_EQ(server.commands("REST").size(), 1U);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator{folder_.path()}, {}), 1);
}

TEST_F(FtpResume, begins_anew_when_the_remote_file_is_another_one) {
  const ScriptedServer server{
      "MDTM send 213 20260101120000\nMDTM send 213 20260101120001\n"
      "RETR send 150 go | data 500000 | end | send 426 cut\nRETR send 150 go | data | end | send 226 ok",
      content_};
  EXPECT_EQ(get(server).exit_code, 5);
  EXPECT_EQ(get(server).exit_code, 0);
  EXPECT_TRUE(read_file(out_) == content_);
  EXPECT_TRUE(server.commands("REST").empty());
}

TEST_F(FtpResume, continues_a_file_of_the_final_name) {
  const ScriptedServer server{"", content_};
  write_file(out_, content_.substr(0, 400'000));
  EXPECT_EQ(get(server).exit_code, 0);
  EXPECT_TRUE(read_file(out_) == content_);
}

TEST_F(FtpResume, takes_a_complete_file_for_success) {
  const ScriptedServer server{"", content_};
  write_file(out_, content_);
  EXPECT_EQ(get(server).exit_code, 0);
  EXPECT_TRUE(read_file(out_) == content_);
}

TEST_F(FtpResume, refuses_a_file_that_is_not_the_beginning_and_leaves_it_as_it_is) {
  const ScriptedServer server{"", content_};
  for (const auto& other : {test_bytes(400'000, 2), content_ + "more"}) {
    write_file(out_, other);
    EXPECT_EQ(get(server).exit_code, 5);
    EXPECT_TRUE(read_file(out_) == other);
  }
}

TEST_F(FtpResume, notices_a_server_that_ignores_the_place_to_begin_at) {
  const ScriptedServer server{"RETR send 150 go | all | end | send 226 ok", content_};
  write_file(out_, content_.substr(0, 400'000));
  EXPECT_EQ(get(server).exit_code, 5);
  EXPECT_TRUE(read_file(out_) == content_.substr(0, 400'000));
}

TEST_F(FtpResume, retries_by_itself_from_where_it_was) {
  const ScriptedServer server{
      "RETR send 150 go | data 500000 | end | send 426 cut | leave\nRETR send 150 go | data | end | send 226 ok",
      content_};
  EXPECT_EQ(get(server, {"--retries", "1"}).exit_code, 0);
  EXPECT_TRUE(read_file(out_) == content_);
  EXPECT_EQ(server.commands("REST").size(), 1U);
  EXPECT_EQ(server.connections(), 2U);
}

TEST_F(FtpResume, never_retries_what_cannot_succeed) {
  const ScriptedServer server{"RETR send 550 no", content_};
  EXPECT_EQ(get(server, {"--retries", "5"}).exit_code, 78);
  EXPECT_EQ(server.commands("RETR").size(), 1U);
}

TEST_F(FtpResume, fetches_only_the_range_that_is_asked_for) {
  const ScriptedServer server{"", content_};
  const std::vector<std::pair<std::string, std::string>> ranges = {
      {"10-19", content_.substr(10, 10)}, {"599990-", content_.substr(599'990)}, {"-5", content_.substr(599'995)}};
  for (const auto& [range, expected] : ranges) {
    EXPECT_EQ(get(server, {"--range", range}).exit_code, 0);
    EXPECT_EQ(read_file(out_), expected) << range;
  }
}

TEST_F(FtpResume, keeps_an_old_file_when_it_may_not_be_overwritten) {
  const ScriptedServer server{"", content_};
  write_file(out_, "old");
  EXPECT_EQ(get(server, {"--overwrite", "never"}).exit_code, 0);
  EXPECT_EQ(read_file(out_), "old");
  EXPECT_TRUE(server.commands("RETR").empty());
}

TEST_F(FtpResume, keeps_the_time_of_the_remote_file) {
  const ScriptedServer server{"", content_};
  EXPECT_EQ(get(server, {"--preserve"}).exit_code, 0);
  const auto time = LocalFile::open(out_).value().modified().value();
  EXPECT_EQ(time, std::chrono::sys_days{std::chrono::year{2026} / 1 / 1} + std::chrono::hours{12});
}

}  // namespace
}  // namespace plainsock::test
