// Transfers: begun, carried on whenever the network can, ended by one reply.
#include "server_path.hpp"
#include "server_session.hpp"
#include "text.hpp"

namespace plainsock::ftp::server {

void Session::rest(const std::string& argument) {
  const auto offset = text::number<std::uint64_t>(argument);
  if (!offset) return control_.reply(501, "REST needs a number of bytes.");
  if (type_ == Type::ascii && *offset != 0) return control_.reply(501, "REST works in TYPE I only.");
  restart_ = *offset;
  control_.reply(350, "Restarting at " + std::to_string(restart_) + '.');
}

void Session::retr(const std::string& argument) {
  const auto offset = std::exchange(restart_, 0);
  const auto entry = existing(argument);
  if (!entry) return;
  if (entry->type != Entry::Type::file) return control_.reply(550, "Not a plain file: " + argument);
  if (offset > entry->size) return control_.reply(554, "The file ends before the restart point.");
  const auto real = shared_.tree.find(resolve(directory_, argument).value_or("/"));
  auto file =
      real ? Outgoing::file(*real, offset, type_) : std::make_error_code(std::errc::no_such_file_or_directory);
  if (!file) return report(file.error(), "read", argument);
  const std::string kind = type_ == Type::ascii ? "ASCII" : "BINARY";
  const std::string count = type_ == Type::ascii ? "" : " (" + std::to_string(entry->size - offset) + " bytes)";
  outgoing_ = std::move(*file);
  start("Opening " + kind + " mode data connection for " + argument + count + '.');
}

void Session::start(std::string opening) {
  opening_ = std::move(opening);
  deadline_ = Deadline::after(shared_.options.data_wait);
  if (data_.is_prepared()) return carry_on();
  end_transfer(425, "Use EPSV, PASV, EPRT or PORT first.");
}

void Session::carry_on() {
  if (!open_data()) return;
  if (outgoing_)
    go_on_with(outgoing_->advance(data_.stream()), Interest::write);
  else
    go_on_with(incoming_->advance(data_.stream(), shared_.block), Interest::read);
}

void Session::go_on_with(Progress progress, Interest interest) {
  switch (progress) {
    case Progress::waiting:
    case Progress::working:
      if (!data_.want(interest)) end_transfer(426, "Too many connections.");
      return;
    case Progress::done:
      return incoming_ ? end_upload() : end_transfer(226, "Transfer complete.");
    case Progress::broken:
      return end_transfer(426, "The data connection broke; transfer aborted.");
    case Progress::failed:
      return incoming_ && incoming_->error() == std::errc::no_space_on_device
                 ? end_transfer(452, "The disk is full; transfer aborted.")
                 : end_transfer(451, "The file failed; transfer aborted.");
  }
}

void Session::end_upload() {
  control_.on_ready(Interest::read);  // whether the client is still there
  if (control_.input_ended() || !control_.is_open()) return end_transfer(426, "Transfer aborted.");
  const auto finished = incoming_->finish();
  if (finished) return end_transfer(226, "Transfer complete.");
  end_transfer(451, "Writing the file failed: " + finished.error().message());
}

bool Session::open_data() {
  if (opening_.empty()) return true;
  const auto state = data_.advance(peer_);
  if (state == DataConnection::State::waiting && data_.await_opening()) return false;
  if (state != DataConnection::State::open) {
    end_transfer(425, "Cannot open the data connection.");
    return false;
  }
  control_.reply(150, std::exchange(opening_, {}));
  deadline_ = Deadline::after(shared_.options.idle);
  return true;
}

// Closes first: some clients wait for the end of the data before they read the reply, none the other way round.
void Session::end_transfer(int code, std::string_view text) {
  data_.close();
  outgoing_.reset();
  incoming_.reset();
  opening_.clear();
  deadline_ = Deadline::after(shared_.options.idle);
  control_.reply(code, text);
}

void Session::abor(const std::string&) {
  data_.close();
  if (std::exchange(aborted_, false)) return control_.reply(226, "Abort successful.");
  control_.reply(225, "No transfer to abort.");
}

}  // namespace plainsock::ftp::server
