#include "transfer_loop.hpp"

#include <algorithm>
#include <cstdint>

#include "network_error.hpp"
#include "plainsock/error.hpp"
#include "seconds.hpp"

namespace plainsock::ftp {
namespace {

// The control connection is looked at again after so many pieces, however fast the data comes.
constexpr int pieces_in_a_row = 16;
// How long the end of the data may take once the server has said that it has sent everything.
constexpr std::chrono::milliseconds end_of_data_wait{10'000};
// How long the reply may take to a data connection that this side has closed in the middle: Pure-FTPd and ftp-srv
// never send one.
constexpr std::chrono::milliseconds reply_to_early_close_wait{3'000};

// How long the end of an upload waits for the server to say that it begins: some never say so.
constexpr std::chrono::milliseconds begin_wait{2'000};

}  // namespace

TransferLoop::TransferLoop(Control& control, DataChannel& channel, DataMover& mover, Transfer& transfer,
                           std::string step)
    : control_(control),
      channel_(channel),
      mover_(mover),
      transfer_(transfer),
      step_(std::move(step)),
      stall_(control.deadline()) {}

void TransferLoop::run() {
  try {
    run_to_the_end();
  } catch (const Error& error) {
    if (error.category() == Category::cancelled) abort();
    abandon();
    throw;
  } catch (...) {
    abandon();
    throw;
  }
}

void TransferLoop::abandon() noexcept {
  mover_.interest() == Interest::write ? channel_.abandon() : channel_.close();
}

// The transfer's own reply, and the one to ABOR. What was sent ahead is owed as well, and nobody knows in which
// order.
void TransferLoop::abort() noexcept {
  if (mover_.interest() == Interest::write) {  // Pure-FTPd would answer nothing any more, pyftpdlib late
    abandon();
    return control_.close();
  }
  const bool more_owed = replies_follow || (on_data_end && !transfer_.wants_data());
  const int owed = transfer_.final_reply() ? 1 : 2;
  if (more_owed || !control_.abort(owed, [this] { abandon(); })) control_.close();
}

void TransferLoop::run_to_the_end() {
  for (;;) {
    take_replies();
    if (transfer_.done()) break;
    if (hold_) end_what_is_held();
    if (moves_now()) move_data();
    if (transfer_.done()) continue;
    if (blocked_)
      wait();
    else
      static_cast<void>(control_.wait(next_piece_));
  }
  channel_.close();
  control_.expect_stray_replies();
}

void TransferLoop::take_replies() {
  while (!transfer_.done() && (transfer_.wants_reply() || !replies_follow)) {
    const auto reply = control_.take_reply();
    if (!reply) break;
    transfer_.on_reply(*reply);
    if (reply->preliminary()) preliminary_reply = *reply;
    stall_ = earlier(control_.deadline(), last_moment_);  // Pure-FTPd says 150 once more, and nothing after it
    if (transfer_.final_reply()) stall_ = earlier(stall_, Deadline::after(end_of_data_wait));
  }
  if (transfer_.wants_reply() && control_.ended()) transfer_.on_no_reply();
}

bool TransferLoop::moves_now() const { return transfer_.wants_data() && !blocked_ && channel_.stream() != nullptr; }

void TransferLoop::move_data() {
  if (!next_piece_.passed()) return;
  for (int piece = 0; piece < pieces_in_a_row && moves_now(); ++piece) {
    if (!move_once()) break;
  }
}

bool TransferLoop::move_once() {
  const auto bytes = mover_.move(*channel_.stream(), largest_piece());
  if (!bytes) {
    if (would_block(bytes.error()))
      blocked_ = true;
    else
      end_data(DataEnd::broken);
    return false;
  }
  if (*bytes == 0) return end_of_data(), false;
  transfer_.on_data(*bytes);
  stall_ = control_.deadline();
  report_progress();
  if (mover_.satisfied()) return end_data(DataEnd::wanted), false;
  keep_pace(*bytes);
  return next_piece_.passed();
}

std::size_t TransferLoop::largest_piece() const {
  const auto rate = control_.options().bytes_a_second;
  return rate == 0 ? SIZE_MAX : static_cast<std::size_t>(std::max<std::uint64_t>(rate / 10, 1));
}

// Time that was lost in waiting for the network is not made up for.
void TransferLoop::keep_pace(std::size_t bytes) {
  const auto rate = control_.options().bytes_a_second;
  if (rate == 0) return;
  const auto cost = std::chrono::duration<double>(static_cast<double>(bytes) / static_cast<double>(rate));
  const auto from = std::max(next_piece_, Deadline::after({})).when();
  next_piece_ = Deadline::at(from + std::chrono::duration_cast<Deadline::Clock::duration>(cost));
}

// pyftpdlib may never notice an upload whose end was there before it looked.
void TransferLoop::end_of_data() {
  if (mover_.interest() == Interest::read || end_may_come_first) return end_data(DataEnd::clean);
  hold_ = Deadline::after(begin_wait);
  blocked_ = true;
  end_what_is_held();
}

void TransferLoop::end_what_is_held() {
  if (!transfer_.begun() && !transfer_.final_reply() && !hold_->passed()) return;
  hold_.reset();
  end_data(DataEnd::clean);
}

// Closed before the final reply is waited for: vsftpd and ProFTPD hold it back until they see that.
void TransferLoop::end_data(DataEnd end) {
  if (end == DataEnd::clean) mover_.finish();
  if (end == DataEnd::clean && mover_.interest() == Interest::write && !channel_.stream()->end_writing())
    end = DataEnd::broken;
  channel_.close();
  transfer_.on_data_end(end);
  blocked_ = true;
  if (end == DataEnd::wanted) last_moment_ = Deadline::after(reply_to_early_close_wait);
  stall_ = earlier(control_.deadline(), last_moment_);
  if (on_data_end) on_data_end();
}

void TransferLoop::wait() {
  const bool data = transfer_.wants_data() && channel_.is_open() && !hold_;
  const auto interest = channel_.stream() ? mover_.interest() : Interest::read;
  const auto ready =
      control_.wait(hold_ ? earlier(stall_, *hold_) : stall_, data ? &channel_.socket() : nullptr, interest);
  if (ready.deadline_passed) return hold_ && hold_->passed() ? void() : give_up();
  if (ready.data == Interest::none) return;
  if (channel_.stream())
    blocked_ = false;
  else
    channel_.accept();
}

void TransferLoop::give_up() {
  if (transfer_.final_reply()) return end_data(DataEnd::abandoned);
  const auto waited = seconds_text(control_.options().timeout);
  if (!transfer_.wants_data()) {
    transfer_.on_no_reply();
    if (transfer_.verdict() == Verdict::unverifiable || transfer_.verdict() == Verdict::complete) return;
    throw Error(Category::timeout, step_, "no final reply within " + waited, Retry::can_help);
  }
  const auto after = transfer_.begun() || transfer_.bytes() > 0
                         ? "no data for " + waited + " after " + std::to_string(transfer_.bytes()) + " bytes"
                         : "no reply within " + waited;
  throw Error(Category::timeout, step_, after, Retry::can_help);
}

void TransferLoop::report_progress() const {
  const auto& report = control_.options().progress;
  if (report) report({progress_offset + transfer_.bytes(), progress_total});
}

}  // namespace plainsock::ftp
