#include "server_log.hpp"

#include <utility>

#include "command.hpp"
#include "plainsock/visible.hpp"
#include "reader_gone.hpp"

namespace plainsock::cli {
namespace {

constexpr std::size_t most_waiting = 16 * 1024 * 1024;  // bytes that stdout may lag behind
constexpr std::size_t longest_text = 4096;              // bytes of a message that are shown

std::string shown(std::string_view bytes) {
  return visible_line(bytes.substr(0, longest_text)) + (bytes.size() > longest_text ? "..." : "");
}

}  // namespace

EventLog::EventLog(Volume volume, std::function<void()> reader_gone)
    : volume_(volume), reader_gone_(std::move(reader_gone)), printer_([this] { print_all(); }) {}

EventLog::~EventLog() {
  {
    const std::lock_guard lock{mutex_};
    ended_ = true;
  }
  more_.notify_one();
  printer_.join();
}

void EventLog::listening(const SocketAddress& address) { line("listening " + address.to_string()); }

void EventLog::connected(const SocketAddress& peer) {
  if (volume_ == Volume::all) line("connected " + peer.to_string());
}

void EventLog::received(const SocketAddress& peer, std::string_view bytes) {
  if (volume_ == Volume::quiet) return;
  line("received " + std::to_string(bytes.size()) + " bytes from " + peer.to_string() + ": " + shown(bytes));
}

void EventLog::closed(const SocketAddress& peer) {
  if (volume_ == Volume::all) line("closed " + peer.to_string());
}

void EventLog::line(std::string_view text) {
  {
    const std::lock_guard lock{mutex_};
    if (waiting_.size() > most_waiting) {
      ++dropped_;
      return;
    }
    (waiting_ += text) += '\n';
  }
  more_.notify_one();
}

bool EventLog::wait_for_text(std::string& text) {
  std::unique_lock lock{mutex_};
  more_.wait(lock, [&] { return ended_ || !waiting_.empty(); });
  text.clear();
  text.swap(waiting_);
  if (dropped_ > 0) text += std::to_string(std::exchange(dropped_, 0)) + " lines are not shown: stdout is slow\n";
  return !text.empty();
}

void EventLog::print_all() {
  std::string text;
  try {
    while (wait_for_text(text)) print(text, Flush::yes);
  } catch (const ReaderGone&) {
    reader_gone_();
  }
}

}  // namespace plainsock::cli
