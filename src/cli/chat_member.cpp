#include "chat_member.hpp"

#include "plainsock/bytes.hpp"

namespace plainsock::cli {
namespace {

constexpr std::chrono::seconds time_to_leave{2};

}  // namespace

Member::Member(Accepted client, std::string guest)
    : name(std::move(guest)), stream_(std::move(client.stream)), peer_(client.peer) {}

bool Member::receive(const std::function<void(std::string_view)>& hear, const std::function<void()>& too_long) {
  const auto read = stream_.try_read_some(lines_.room());
  if (!read) return would_block(read.error());
  lines_.received(*read);
  while (!leaving()) {
    const auto line = lines_.next();
    if (!line)
      too_long();
    else if (!*line)
      break;
    else
      hear(**line);
  }
  if (*read > 0) return true;
  if (!leaving() && !lines_.rest().empty()) hear(lines_.rest());
  return false;
}

bool Member::tell(std::string_view line) {
  if (leaving()) return true;
  if (queue_.size() - sent_ + line.size() > longest_queue) return false;
  (queue_ += line) += '\n';
  return true;
}

bool Member::flush() {
  while (sent_ < queue_.size()) {
    const auto sent = stream_.try_write_some(bytes_of(queue_).subspan(sent_));
    if (!sent && !would_block(sent.error())) return false;
    if (!sent) break;
    sent_ += *sent;
  }
  // Moving the rest costs its length: done only when that is the smaller part.
  if (sent_ > queue_.size() / 2) queue_.erase(0, std::exchange(sent_, 0));
  return true;
}

void Member::dismiss(std::string_view last_words, Rest rest) {
  if (rest == Rest::dropped) {
    const bool within_a_line = sent_ > 0 && queue_[sent_ - 1] != '\n';
    queue_.resize(within_a_line ? queue_.find('\n', sent_) + 1 : sent_);
  }
  if (!last_words.empty()) (queue_ += last_words) += '\n';
  leave_by_ = Deadline::after(time_to_leave);
}

void Member::abandon() noexcept {
  queue_.clear();
  sent_ = 0;
  leave_by_ = Deadline::at({});
}

}  // namespace plainsock::cli
