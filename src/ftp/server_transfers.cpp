// Data connections and what goes over them.
#include "plainsock/ftp/data_address.hpp"
#include "plainsock/ftp/glob.hpp"
#include "server_listing.hpp"
#include "server_path.hpp"
#include "server_session.hpp"
#include "text.hpp"

namespace plainsock::ftp::server {

std::optional<SocketAddress> Session::listen() {
  const auto address = data_.listen(shared_.ports, local_);
  if (address) return *address;
  control_.reply(425, "Cannot listen for a data connection: " + address.error().message());
  return std::nullopt;
}

void Session::pasv(const std::string&) {
  if (only_epsv_) return control_.reply(501, "PASV is not allowed after EPSV ALL.");
  if (local_.family() == Family::ipv6) return control_.reply(522, "PASV knows IPv4 only: use EPSV (2).");
  if (const auto address = listen())
    control_.reply(227,
                   "Entering Passive Mode (" + port_argument(address->ip().to_string(), address->port()) + ").");
}

void Session::epsv(const std::string& argument) {
  const std::string family = local_.family() == Family::ipv6 ? "2" : "1";
  if (text::same_letters(argument, "ALL")) {
    only_epsv_ = true;
    return control_.reply(200, "Only EPSV from now on.");
  }
  if (!argument.empty() && argument != family)
    return control_.reply(522, "Network protocol not supported, use (" + family + ")");
  if (const auto address = listen())
    control_.reply(229, "Entering Extended Passive Mode (|||" + std::to_string(address->port()) + "|)");
}

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
  auto file = real ? Outgoing::file(*real, offset, type_) : std::nullopt;
  if (!file) return control_.reply(550, "Cannot read " + argument);
  const std::string kind = type_ == Type::ascii ? "ASCII" : "BINARY";
  const std::string count = type_ == Type::ascii ? "" : " (" + std::to_string(entry->size - offset) + " bytes)";
  start(std::move(*file), "Opening " + kind + " mode data connection for " + argument + count + '.');
}

std::optional<Session::Entries> Session::entries_of(std::string_view argument) const {
  if (argument.empty()) argument = ".";
  const auto path = resolve(directory_, argument);
  const auto entry = path ? shared_.tree.stat(*path) : std::nullopt;
  if (!entry) return matching(argument);
  if (entry->type == Entry::Type::file)
    return Entries{std::string(argument.substr(0, argument.rfind('/') + 1)), {*entry}};
  auto entries = shared_.tree.list(*path);
  if (!entries) return std::nullopt;
  const std::string slash = argument.back() == '/' ? "" : "/";
  return Entries{argument == "." ? "" : std::string(argument) + slash, std::move(*entries)};
}

std::optional<Session::Entries> Session::matching(std::string_view argument) const {
  const auto prefix = argument.substr(0, argument.rfind('/') + 1);
  const auto pattern = argument.substr(prefix.size());
  const auto path = resolve(directory_, prefix);
  auto entries = path && is_pattern(pattern) ? shared_.tree.list(*path) : std::nullopt;
  if (!entries) return std::nullopt;
  std::erase_if(*entries, [glob = Glob(pattern)](const Entry& entry) { return !glob.matches(entry.name); });
  if (entries->empty()) return std::nullopt;
  return Entries{std::string(prefix), std::move(*entries)};
}

void Session::list(const std::string& argument) {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  send_listing(entries_of(without_options(argument)), [now](const Entry& entry) { return list_line(entry, now); });
}

void Session::nlst(const std::string& argument) {
  const auto found = entries_of(without_options(argument));
  const auto prefix = found ? found->prefix : std::string{};
  send_listing(found, [&prefix](const Entry& entry) { return prefix + entry.name; });
}

void Session::send_listing(const std::optional<Entries>& found, const Line& line) {
  restart_ = 0;
  if (!found) return control_.reply(550, "No such file or directory.");
  std::string text;
  for (const auto& entry : found->entries) text.append(line(entry)).append("\r\n");
  start(Outgoing{std::move(text)}, "Here comes the directory listing.");
}

void Session::start(Outgoing outgoing, std::string opening) {
  if (!data_.is_prepared()) return control_.reply(425, "Use EPSV or PASV first.");
  outgoing_ = std::move(outgoing);
  opening_ = std::move(opening);
  deadline_ = Deadline::after(shared_.options.data_wait);
  carry_on();
}

void Session::carry_on() {
  if (!open_data()) return;
  switch (outgoing_->advance(data_.stream())) {
    case Progress::waiting:
    case Progress::working:
      if (!data_.want(Interest::write)) end_transfer(426, "Too many connections.");
      return;
    case Progress::done:
      return end_transfer(226, "Transfer complete.");
    case Progress::broken:
      return end_transfer(426, "The data connection broke; transfer aborted.");
    case Progress::failed:
      return end_transfer(451, "Reading the file failed; transfer aborted.");
  }
}

bool Session::open_data() {
  if (opening_.empty()) return true;
  const auto state = data_.advance(peer_);
  if (state == DataConnection::State::waiting && data_.want(Interest::read)) return false;
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
