#include "tests/support/process.hpp"

#include <gtest/gtest.h>

#include "tests/support/temp_folder.hpp"

namespace plainsock::test {
namespace {

TEST(Process, gives_input_and_takes_both_outputs_and_the_exit_code) {
  const auto done = run_command({"sh", "-c", "cat; echo trouble >&2; exit 7"}, "some\ninput\n");
  EXPECT_EQ(done.exit_code, 7);
  EXPECT_EQ(done.out, "some\ninput\n");
  EXPECT_EQ(done.err, "trouble\n");
}

TEST(Process, reads_the_line_ends_of_both_systems_alike_but_keeps_the_bytes) {
  const auto done = run_command({"printf", "one\\r\\ntwo\\nthree\\r"});
  EXPECT_EQ(done.out, "one\ntwo\nthree\r");
  EXPECT_EQ(done.raw_out, "one\r\ntwo\nthree\r");
}

TEST(Process, passes_arguments_environment_and_folder_as_they_are) {
  const TempFolder folder;
  const auto done = run_command({"sh", "-c", "echo \"$1|$SETTING|$(ls)\"", "sh", "a b\n\"c\" gr\xC3\xBC\xC3\x9F"},
                                "", {.environment = {"SETTING=a=b"}, .folder = folder.path()});
  EXPECT_EQ(done.out, "a b\n\"c\" gr\xC3\xBC\xC3\x9F|a=b|\n");
}

TEST(Process, carries_more_than_a_pipe_holds_both_ways) {
  const auto content = test_bytes(3'000'000);
  EXPECT_TRUE(run_command({"cat"}, content).raw_out == content);
}

TEST(Process, can_be_talked_to_while_it_runs) {
  auto process = Process::command({"sh", "-c", "printf 'name? '; read name; echo hello $name; cat"});
  EXPECT_EQ(process.read_until("? "), "name? ");
  process.write("you\n");
  EXPECT_EQ(process.read_line(), "hello you");
  process.write("rest");
  EXPECT_EQ(process.finish().out, "name? hello you\nrest");
}

TEST(Process, can_be_interrupted) {
  auto process =
      Process::command({"sh", "-c", "trap 'echo stopped; exit 130' INT; echo ready; while :; do sleep 0.01; done"});
  EXPECT_EQ(process.read_line(), "ready");
  process.interrupt();
  EXPECT_EQ(process.read_line(), "stopped");
  EXPECT_EQ(process.finish().exit_code, 130);
}

TEST(Process, sees_a_terminal_only_where_one_is_asked_for) {
  const std::vector<std::string> question{"sh", "-c", "if [ -t 0 ] && [ -t 1 ]; then stty size; else echo no; fi"};
  EXPECT_EQ(run_command(question).out, "no\n");
  EXPECT_EQ(run_command(question, "", {.at_terminal = true}).out, "24 80\n");
}

TEST(Process, gives_up_after_the_time_limit_and_tells_what_was_said) {
  auto process = Process::command({"sh", "-c", "echo so far; echo so bad >&2; exec sleep 1000"});
  EXPECT_EQ(process.read_line(), "so far");
  try {
    process.finish(std::chrono::milliseconds{200});
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string_view{error.what()}.find("takes too long"), std::string_view::npos);
    EXPECT_NE(std::string_view{error.what()}.find("so far"), std::string_view::npos);
  }
}

TEST(Process, runs_plainsock_itself) { EXPECT_EQ(run({"--version"}).exit_code, 0); }

}  // namespace
}  // namespace plainsock::test
