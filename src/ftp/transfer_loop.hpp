// The one loop of a transfer: control and data together, each wait bounded.
#pragma once

#include <string>

#include "control.hpp"
#include "data_connection.hpp"
#include "data_mover.hpp"
#include "plainsock/ftp/transfer.hpp"

namespace plainsock::ftp {

class TransferLoop {
 public:
  // `step` names the transfer in errors.
  TransferLoop(Control& control, DataChannel& channel, DataMover& mover, Transfer& transfer, std::string step);

  // Called when the data has ended, before the final reply is waited for: what is sent then is safe with every
  // known server.
  std::function<void()> on_data_end;
  // A command was sent behind the transfer's own: the reply after the final one answers that.
  bool replies_follow = false;
  // The server bears the end of an upload before it has said that it begins.
  bool end_may_come_first = false;
  std::uint64_t progress_offset = 0;
  std::optional<std::uint64_t> progress_total;

  // The last 1yz: STOU tells in it which name it has chosen.
  std::optional<Reply> preliminary_reply;

  // Until transfer.done(). Throws when a limit of time passes that leaves nothing to decide, when cancelled, or
  // when this machine fails; the control connection is then of no use any more.
  void run();

 private:
  void run_to_the_end();
  void abort() noexcept;
  void abandon() noexcept;
  void take_replies();
  void move_data();
  bool move_once();
  void end_of_data();
  void end_what_is_held();
  void end_data(DataEnd end);
  void wait();
  void give_up();
  void report_progress() const;
  bool moves_now() const;
  void keep_pace(std::size_t bytes);
  std::size_t largest_piece() const;

  Control& control_;
  DataChannel& channel_;
  DataMover& mover_;
  Transfer& transfer_;
  std::string step_;
  Deadline stall_;
  Deadline last_moment_ = Deadline::never();  // for a reply to data that this side ended early
  std::optional<Deadline> hold_;              // all of an upload is sent, and the server has not begun
  bool blocked_ = true;
  Deadline next_piece_ = Deadline::after({});  // with a limit of bytes a second
};

}  // namespace plainsock::ftp
