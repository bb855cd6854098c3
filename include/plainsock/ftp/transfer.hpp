// When a transfer has succeeded.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "plainsock/ftp/error.hpp"
#include "plainsock/ftp/reply.hpp"

namespace plainsock::ftp {

enum class Verdict {
  in_progress,
  complete,      // the data ended cleanly, the final reply is 2yz and the bytes are as many as announced
  unverifiable,  // one of these three is missing, and nothing contradicts: complete as far as can be told
  cut_short,     // fewer bytes than announced, a broken data connection, or two of the three are missing
  mismatch,      // more bytes than announced
  failed,        // the server said no, before or after data: see final_reply()
};

// How the data connection ended.
enum class DataEnd {
  clean,      // a download's end of stream; an upload's bytes all sent and the connection shut down in order
  broken,     // reset, stalled for too long, or never opened
  abandoned,  // the final reply was there, the end of the data did not come in time, and the wait was given up
  wanted,     // this side closed a download on purpose, having what it wanted of a longer file (a range)
};

// One RETR, STOR, APPE, STOU, LIST, NLST or MLSD after its command was sent. It is told what happens, in whatever
// order it happens (RFC 959 section 5.4 promises one, servers do not keep it): 1yz late, twice or never, the final
// reply before the data, twice. It knows no sockets.
class Transfer {
 public:
  // `announced`: how many bytes this transfer must move, when known (SIZE or MLSD in TYPE I, less the REST offset;
  // the length of a range; the local file's size for an upload). In TYPE A nothing is known: line ends count
  // differently.
  explicit Transfer(std::optional<std::uint64_t> announced = std::nullopt) noexcept : announced_(announced) {}

  void on_data(std::uint64_t bytes) noexcept { bytes_ += bytes; }
  void on_data_end(DataEnd end) noexcept;
  void on_reply(const Reply& reply);
  void on_no_reply() noexcept {
    reply_missing_ = true;
  }  // the control connection ended, or the wait for a reply did

  // 1yz came: the server has begun, and opens its side of the data connection.
  bool begun() const noexcept { return begun_; }
  std::uint64_t bytes() const noexcept { return bytes_; }
  std::optional<std::uint64_t> announced() const noexcept { return announced_; }
  const std::optional<Reply>& final_reply() const noexcept { return final_; }

  // What is still to be waited for. A refusal (4yz, 5yz) ends the wait for data as well.
  bool wants_data() const noexcept { return !data_end_ && !refused(); }
  bool wants_reply() const noexcept { return !final_ && !reply_missing_; }
  bool done() const noexcept { return !wants_data() && !wants_reply(); }

  Verdict verdict() const noexcept;

  // The error for every verdict but complete and in_progress; unverifiable has one for those who ask for proof.
  Error error(const std::string& step) const;

 private:
  bool refused() const noexcept;
  Error refusal(const std::string& step) const;
  Error make_error(Category category, const std::string& step, const std::string& cause, Retry retry) const;
  std::string count() const;
  std::string missing_witness() const;
  std::string what_broke() const;

  std::optional<std::uint64_t> announced_;
  std::uint64_t bytes_ = 0;
  std::optional<DataEnd> data_end_;
  std::optional<Reply> final_;
  bool begun_ = false;
  bool reply_missing_ = false;
};

}  // namespace plainsock::ftp
