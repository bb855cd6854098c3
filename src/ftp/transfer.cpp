#include "plainsock/ftp/transfer.hpp"

namespace plainsock::ftp {

void Transfer::on_data_end(DataEnd end) noexcept {
  if (!data_end_) data_end_ = end;
}

// A failure after a premature 226 is the truth; another 2yz says nothing new.
void Transfer::on_reply(const Reply& reply) {
  if (done()) return;
  if (reply.preliminary()) {
    begun_ = true;
  } else if (!final_ || !reply.completion()) {
    final_ = reply;
  }
}

// Who closes early on purpose is answered with anything from 226 over 426 to silence.
bool Transfer::refused() const noexcept { return final_ && !final_->completion() && data_end_ != DataEnd::wanted; }

Verdict Transfer::verdict() const noexcept {
  if (!done()) return Verdict::in_progress;
  if (refused()) return Verdict::failed;
  if (announced_ && bytes_ > *announced_) return Verdict::mismatch;
  if (data_end_ == DataEnd::broken || (announced_ && bytes_ < *announced_)) return Verdict::cut_short;
  const bool wanted = data_end_ == DataEnd::wanted;
  const bool ended = wanted || data_end_ == DataEnd::clean;
  const bool confirmed = wanted || final_;
  const int witnesses = int{ended} + int{confirmed} + int{announced_.has_value()};
  if (witnesses == 3) return Verdict::complete;
  return witnesses == 2 ? Verdict::unverifiable : Verdict::cut_short;
}

std::string Transfer::count() const {
  const std::string of = announced_ ? " of " + std::to_string(*announced_) : "";
  return std::to_string(bytes_) + of + " bytes";
}

Error Transfer::error(const std::string& step) const {
  switch (verdict()) {
    case Verdict::failed:
      return refusal(step);
    case Verdict::mismatch:
      return make_error(Category::mismatch, step, count() + ": more than announced", Retry::cannot_help);
    case Verdict::unverifiable:
      return make_error(Category::unverified, step, count() + ", but " + missing_witness(), Retry::cannot_help);
    default:
      return make_error(Category::cut_short, step, "cut short after " + count() + ": " + what_broke(),
                        Retry::can_help);
  }
}

// A 4yz in the middle of data (426, 451, 421, ...) has cut the transfer short, unless a full disk did. 421 and 451
// may overtake the data that were sent before them: that the server had begun is enough then.
Error Transfer::refusal(const std::string& step) const {
  const int code = final_->code;
  const bool in_the_middle = bytes_ > 0 || code == 426 || (begun_ && (code == 421 || code == 451));
  const bool interrupted = in_the_middle && final_->transient() && code != 452;
  if (!interrupted) return Error(step, *final_);
  return Error(Category::cut_short, step, describe(*final_) + " after " + count(), *final_, retry_after(*final_));
}

Error Transfer::make_error(Category category, const std::string& step, const std::string& cause,
                           Retry retry) const {
  if (!final_) return Error(category, step, cause, retry);
  return Error(category, step, cause + " (" + describe(*final_) + ')', *final_, retry);
}

std::string Transfer::missing_witness() const {
  if (!announced_) return "no size was announced to compare with";
  if (!final_) return "the final reply did not come";
  return "the end of the data did not come";
}

std::string Transfer::what_broke() const {
  if (data_end_ == DataEnd::broken) return "the data connection broke";
  if (!final_) return "the final reply did not come";
  return data_end_ == DataEnd::clean ? "the data ended" : "the end of the data did not come";
}

}  // namespace plainsock::ftp
