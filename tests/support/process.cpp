#include "tests/support/process.hpp"

#include <stdexcept>
#include <utility>

namespace plainsock::test {
namespace {

std::string with_plain_line_ends(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) != "\r\n") plain.push_back(text[i]);
  }
  return plain;
}

Finished finish(Process process, std::string_view input) {
  process.write(input);
  return process.finish();
}

}  // namespace

bool under_wine() { return *PLAINSOCK_EMULATOR != 0; }

std::string plainsock_program() { return PLAINSOCK_PROGRAM; }

std::vector<std::string> plainsock_command(const std::vector<std::string>& arguments) {
  std::vector<std::string> words{plainsock_program()};
  if (std::string emulator = PLAINSOCK_EMULATOR; !emulator.empty()) words.insert(words.begin(), emulator);
  words.insert(words.end(), arguments.begin(), arguments.end());
  return words;
}

Process::Process(const std::vector<std::string>& arguments, const Start& how) {
  start(plainsock_command(arguments), how);
}

Process Process::command(const std::vector<std::string>& words, const Start& how) {
  Process process;
  process.start(words, how);
  return process;
}

void Process::start(const std::vector<std::string>& words, const Start& how) {
  for (const auto& word : words) {
    desk_.send("argument", word);
    name_.append(name_.empty() ? "" : " ").append(word);
  }
  for (const auto& setting : how.environment) desk_.send("environment", setting);
  if (!how.folder.empty()) desk_.send("folder", std::filesystem::absolute(how.folder).generic_string());
  if ((at_terminal_ = how.at_terminal)) desk_.send("terminal");
  desk_.send("start");
}

void Process::write(std::string_view text) {
  if (!text.empty()) desk_.send("input", text);
}

void Process::end_input() { desk_.send("end"); }

void Process::interrupt() {
  desk_.send("interrupt");
  interrupted_ = true;
}

std::string Process::read_line(std::chrono::milliseconds limit) {
  auto line = read_until("\n", limit);
  line.pop_back();
  return line;
}

std::string Process::read_until(std::string_view text, std::chrono::milliseconds limit) {
  const auto deadline = Deadline::after(limit);
  for (;;) {
    if (const auto found = out_.find(text, read_); found != std::string::npos) {
      const auto begin = std::exchange(read_, found + text.size());
      return with_plain_line_ends(std::string_view{out_}.substr(begin, read_ - begin));
    }
    if (exit_code_) fail("ended with " + std::to_string(*exit_code_));
    receive(deadline);
  }
}

Finished Process::finish(std::chrono::milliseconds limit) {
  const auto deadline = Deadline::after(limit);
  if (!at_terminal_ && !interrupted_) end_input();
  while (!exit_code_) receive(deadline);
  return {*exit_code_, with_plain_line_ends(out_), with_plain_line_ends(err_), out_};
}

void Process::receive(Deadline deadline) try {
  const auto frame = desk_.receive(deadline);
  if (frame.word == "output") out_ += frame.content;
  if (frame.word == "error") err_ += frame.content;
  if (frame.word == "exit") exit_code_ = std::stoi(frame.content);
} catch (const std::system_error& error) {
  fail(error.code() == std::errc::timed_out ? "takes too long" : error.what());
}

void Process::fail(const std::string& what) const {
  throw std::runtime_error(name_ + ": " + what + "\nstdout: " + out_ + "\nstderr: " + err_);
}

Finished run(const std::vector<std::string>& arguments, std::string_view input, const Start& how) {
  return finish(Process{arguments, how}, input);
}

Finished run_command(const std::vector<std::string>& words, std::string_view input, const Start& how) {
  return finish(Process::command(words, how), input);
}

}  // namespace plainsock::test
