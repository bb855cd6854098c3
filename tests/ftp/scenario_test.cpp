#include <gtest/gtest.h>

#include "plainsock/ftp/download.hpp"
#include "tests/support/ftp_scenarios.hpp"
#include "tests/support/process.hpp"
#include "tests/support/scripted_server.hpp"
#include "tests/support/temp_folder.hpp"

namespace plainsock::test {
namespace {

constexpr std::string_view old_content = "what was there before";

class FtpScenarios : public testing::TestWithParam<FtpScenario> {
 protected:
  FtpScenarios() { write_file(file(), old_content); }
  std::filesystem::path file() const { return folder_ / "f.bin"; }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator{folder_.path()}, {}));
  }

  TempFolder folder_;
  std::string content_ = test_bytes(1000);
  ScriptedServer server_{GetParam().script, content_};
};

TEST_P(FtpScenarios, end_with_the_whole_file_or_with_the_old_one_and_an_error) {
  std::optional<ftp::Outcome> outcome;
  ftp::Client client;
  try {
    client.open({"127.0.0.1", server_.address().port()}, {}, "f.bin");
    static_cast<void>(client.working_directory());
    outcome = download_file(client, "f.bin", file());
  } catch (const ftp::Error& error) {
    EXPECT_FALSE(GetParam().verdict) << error.what();
    EXPECT_EQ(to_string(error.category()), to_string(GetParam().failure)) << error.what();
  }
  EXPECT_EQ(outcome ? std::optional{outcome->verdict} : std::nullopt, GetParam().verdict);
  EXPECT_EQ(read_file(file()), outcome ? content_.substr(0, GetParam().bytes) : old_content);
  EXPECT_EQ(files(), 1U);
}

int scenario_status(const FtpScenario& scenario) {
  if (scenario.verdict) return 0;
  switch (scenario.failure) {
    case ftp::Category::cut_short:
    case ftp::Category::mismatch:
      return 5;
    case ftp::Category::unverified:
      return 3;
    case ftp::Category::no_such_file:
      return 78;
    default:
      return 1;
  }
}

// The column of plainsock in the README's table.
TEST_P(FtpScenarios, end_the_program_with_the_status_that_the_readme_promises) {
  const auto done = run({"ftp", "get", server_.url() + "f.bin", "-o", file().string()});
  EXPECT_EQ(done.exit_code, scenario_status(GetParam())) << done.err;
  EXPECT_EQ(read_file(file()), GetParam().verdict ? content_.substr(0, GetParam().bytes) : old_content);
}

INSTANTIATE_TEST_SUITE_P(, FtpScenarios, testing::ValuesIn(ftp_scenarios()),
                         [](const auto& scenario) { return std::string{scenario.param.name}; });

}  // namespace
}  // namespace plainsock::test
