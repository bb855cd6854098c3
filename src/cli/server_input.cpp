#include "server_input.hpp"

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <iostream>
#include <mutex>
#include <thread>

#include "plainsock/console.hpp"

namespace plainsock::cli {
namespace {

constexpr std::size_t most_lines = 1000;               // read ahead of the server
constexpr std::size_t longest_input_line = 64 * 1024;  // a longer one is cut into several

std::streambuf& input() {
  static std::streambuf& buffer = *(std::ios::sync_with_stdio(false), std::cin.rdbuf());
  return buffer;
}

bool read_line(std::string& line) {
  line.clear();
  auto& buffer = input();
  for (auto letter = buffer.sbumpc(); letter != EOF; letter = buffer.sbumpc()) {
    if (letter == '\n') return true;
    line += static_cast<char>(letter);
    if (line.size() == longest_input_line) return true;
  }
  return !line.empty();
}

std::optional<std::string> next_input_line() {
  std::string line;
  if (!read_line(line)) return {};
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return line;
}

}  // namespace

struct InputLines::Shared {
  std::mutex mutex;
  std::condition_variable room;
  std::deque<std::string> lines;
  bool ended = false;
  bool wanted = true;
  std::mutex notifying;  // held while `notify` runs, so that the destructor can wait for it
  std::function<void()> notify;

  bool add(std::string line) {
    {
      std::unique_lock lock{mutex};
      room.wait(lock, [&] { return lines.size() < most_lines || !wanted; });
      if (!wanted) return false;
      lines.push_back(std::move(line));
    }
    tell();
    return true;
  }

  void end() {
    {
      const std::lock_guard lock{mutex};
      ended = true;
    }
    tell();
  }

  void tell() {
    const std::lock_guard lock{notifying};
    if (notify) notify();
  }
};

InputLines::InputLines() : shared_(std::make_shared<Shared>()) {}

void InputLines::start(std::function<void()> notify, std::function<std::optional<std::string>()> read) {
  shared_->notify = std::move(notify);
  if (!read) read = next_input_line;
  std::thread{[shared = shared_, read = std::move(read)] {
    for (auto line = read(); line; line = read()) {
      if (!shared->add(std::move(*line))) return;
    }
    shared->end();
  }}.detach();
}

InputLines::~InputLines() {
  {
    const std::lock_guard lock{shared_->mutex};
    shared_->wanted = false;
  }
  shared_->room.notify_one();
  const std::lock_guard lock{shared_->notifying};
  shared_->notify = nullptr;
}

std::optional<std::string> InputLines::take() {
  const std::lock_guard lock{shared_->mutex};
  if (shared_->lines.empty()) return {};
  auto line = std::move(shared_->lines.front());
  shared_->lines.pop_front();
  shared_->room.notify_one();
  return line;
}

bool InputLines::at_end() const {
  const std::lock_guard lock{shared_->mutex};
  return shared_->ended && shared_->lines.empty();
}

std::size_t read_input(std::span<char> room) {
  auto& buffer = input();
  if (buffer.sgetc() == EOF) return 0;
  const auto there = std::max<std::streamsize>(buffer.in_avail(), 1);
  return static_cast<std::size_t>(
      buffer.sgetn(room.data(), std::min(there, static_cast<std::streamsize>(room.size()))));
}

std::optional<std::string> next_line(std::string_view prompt) {
  if (console::is_terminal(console::Stream::input)) std::cerr << prompt << std::flush;
  return next_input_line();
}

bool means_leaving(std::string_view line) noexcept { return line == "fim" || line == "/quit"; }

}  // namespace plainsock::cli
