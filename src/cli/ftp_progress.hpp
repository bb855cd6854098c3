// The line on a terminal that says how far a transfer is.
#pragma once

#include <string>

#include "plainsock/deadline.hpp"
#include "plainsock/ftp/options.hpp"

namespace plainsock::cli {

class ProgressMeter {
 public:
  // `when`: auto (stderr is a terminal), always, never.
  explicit ProgressMeter(const std::string& when);
  ~ProgressMeter() { clear(); }
  ProgressMeter(const ProgressMeter&) = delete;
  ProgressMeter& operator=(const ProgressMeter&) = delete;

  bool wanted() const noexcept { return wanted_; }
  void want(bool wanted) noexcept { wanted_ = wanted; }
  // Nothing is shown of a transfer without a name, such as a listing.
  void begin(const std::string& name);
  void show(const ftp::Progress& progress);
  // Takes the line away again, before something else is printed.
  void clear();

 private:
  bool wanted_;
  bool shown_ = false;
  std::string name_;
  Deadline next_ = Deadline::after({});
  Deadline::Clock::time_point begin_ = Deadline::Clock::now();
  std::uint64_t begin_bytes_ = 0;
  bool first_ = true;
};

}  // namespace plainsock::cli
