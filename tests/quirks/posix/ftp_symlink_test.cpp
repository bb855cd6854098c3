// Links in a local tree, which a server must not be able to use as a way out of it (CVE-2014-4877). Not under Wine,
// which follows the links of Linux by itself.
#include <gtest/gtest.h>

#include "plainsock/ftp/download.hpp"
#include "plainsock/ftp/mirror.hpp"
#include "tests/support/scripted_server.hpp"
#include "tests/support/temp_folder.hpp"

namespace plainsock::test {
namespace {

namespace fs = std::filesystem;

class FtpLinks : public testing::Test {
 protected:
  FtpLinks() { fs::create_directories(folder_ / "inside"), fs::create_directories(folder_ / "outside"); }
  TempFolder folder_;
};

TEST_F(FtpLinks, in_the_place_of_a_directory_are_not_followed_by_a_mirror) {
  const ScriptedServer server{
      "LIST send 150 go | text drwxr-xr-x 1 f f 7 Jan 01 12:00 x\\r\\n | end | send 226 done\n"
      "LIST send 150 go | text -rw-r--r-- 1 f f 7 Jan 01 12:00 evil\\r\\n | end | send 226 done",
      "content"};
  fs::create_directory_symlink(folder_ / "outside", folder_ / "inside" / "x");
  ftp::Mirror mirror{{"127.0.0.1", server.address().port()}, {}, {}, {}};
  EXPECT_EQ(mirror.download("", folder_ / "inside").failed, 1U);
  EXPECT_TRUE(fs::is_empty(folder_ / "outside"));
}

TEST_F(FtpLinks, in_the_place_of_a_file_are_replaced_and_their_target_stays_as_it_is) {
  const ScriptedServer server{"", "content"};
  write_file(folder_ / "outside" / "f", "mine");
  fs::create_symlink(folder_ / "outside" / "f", folder_ / "inside" / "f");
  ftp::Client client;
  client.open({"127.0.0.1", server.address().port()});
  download_file(client, "f", folder_ / "inside" / "f");
  EXPECT_EQ(read_file(folder_ / "outside" / "f"), "mine");
  EXPECT_EQ(read_file(folder_ / "inside" / "f"), "content");
}

TEST_F(FtpLinks, are_never_continued) {
  const ScriptedServer server{"", "content"};
  write_file(folder_ / "outside" / "f", "con");
  fs::create_symlink(folder_ / "outside" / "f", folder_ / "inside" / "f");
  ftp::Client client;
  client.open({"127.0.0.1", server.address().port()});
  ftp::FileDownload how;
  how.partial = ftp::Partial::resume;
  EXPECT_THROW(download_file(client, "f", folder_ / "inside" / "f", how), ftp::Error);
  EXPECT_EQ(read_file(folder_ / "outside" / "f"), "con");
}

}  // namespace
}  // namespace plainsock::test
