#include "transfers.hpp"

#include <algorithm>

#include "plainsock/ftp/reply_values.hpp"
#include "server_text.hpp"
#include "transfer_loop.hpp"

namespace plainsock::ftp {
namespace {

constexpr std::size_t largest_listing = 256 * 1024 * 1024;

std::unique_ptr<DataMover> download_to(DataSink& sink, const Retrieval& how, std::span<std::byte> buffer) {
  if (how.type == Type::ascii) return std::make_unique<AsciiDownload>(sink, buffer);
  return std::make_unique<Download>(sink, buffer, how.length);
}

std::unique_ptr<DataMover> upload_from(DataSource& source, Type type, std::span<std::byte> buffer) {
  if (type == Type::ascii) return std::make_unique<AsciiUpload>(source, buffer);
  return std::make_unique<Upload>(source, buffer);
}

std::string verb_of(Storage::Way way) {
  return way == Storage::Way::append ? "APPE" : way == Storage::Way::unique ? "STOU" : "STOR";
}

// What a directory without entries is answered with by servers that take it for an error.
bool may_mean_empty(const Error& error) {
  return error.reply() && (error.reply()->code == 450 || error.reply()->code == 550);
}

// A name that servers which hand it to ls(1) or a shell's glob would take for something else.
bool needs_to_be_entered(std::string_view path) {
  return path.starts_with('-') || path.find_first_of(" \t*?[]{}~\\") != std::string_view::npos;
}

}  // namespace

Outcome Transfers::retrieve(const std::string& path, DataSink& sink, const Retrieval& how) {
  session_.set_type(how.type);
  const auto size = how.type == Type::ascii ? std::nullopt : how.size ? how.size : session_.size(path);
  const auto rest = size ? std::optional{*size - std::min(*size, how.offset)} : std::nullopt;
  if (rest.value_or(0) > how.most_bytes)
    throw Error(Category::local, "RETR " + path, std::to_string(*rest) + " bytes are more than are wanted");
  const bool part = how.length && (!rest || *how.length < *rest);
  Transfer transfer{part ? how.length : rest};
  auto limited = how;
  if (!part) limited.length.reset();
  const auto mover = download_to(sink, limited, session_.buffer());
  try {
    return run({"RETR", path}, *mover, transfer, how.offset, how.next);
  } catch (const Error&) {
    const bool grown = transfer.verdict() == Verdict::mismatch && session_.control().is_open() &&
                       session_.size(path) == how.offset + transfer.bytes();
    if (!grown) throw;
    return {Verdict::complete, transfer.bytes(), *transfer.final_reply()};  // since it was asked for
  }
}

Outcome Transfers::store(const std::string& path, DataSource& source, const Storage& how) {
  session_.set_type(how.type);
  Transfer transfer{how.type == Type::image ? source.size() : std::nullopt};
  const auto mover = upload_from(source, how.type, session_.buffer());
  return run({verb_of(how.way), path}, *mover, transfer, how.offset, {});
}

// The data connection before REST: inetutils-ftpd, linux-ftpd and aioftp forget a REST when EPSV comes behind it.
Outcome Transfers::run(const Command& command, DataMover& mover, Transfer& transfer, std::uint64_t offset,
                       const NextFile& next) {
  auto& control = session_.control();
  auto channel = session_.open_data();
  begin_at(offset);
  TransferLoop loop{control, channel, mover, transfer, step_of(command)};
  loop.end_may_come_first = session_.waits_for_transfers();
  loop.replies_follow = session_.send_transfer(command, next);
  if (!loop.replies_follow && !next.path.empty()) loop.on_data_end = [&] { session_.send_ahead(next); };
  loop.progress_offset = offset;
  if (transfer.announced()) loop.progress_total = offset + *transfer.announced();
  loop.run();
  if (loop.replies_follow) require_own_reply(command, transfer);
  if (transfer.verdict() != Verdict::complete && transfer.verdict() != Verdict::unverifiable)
    throw transfer.error(step_of(command));
  const auto reply = transfer.final_reply().value_or(Reply{});
  if (reply.code == 0) session_.close();  // one may still come, and must not be taken for another's
  const auto named = loop.preliminary_reply ? stored_name_in(*loop.preliminary_reply) : std::nullopt;
  return {transfer.verdict(), transfer.bytes(), reply, named.value_or(stored_name_in(reply).value_or(""))};
}

// A segment can be cut in two on its way, and Pure-FTPd then answers its second half instead of the transfer.
void Transfers::require_own_reply(const Command& command, const Transfer& transfer) {
  if (!transfer.begun() || !transfer.final_reply() || transfer.final_reply()->code != 500) return;
  session_.stop_sending_ahead();
  throw Error(Category::protocol, step_of(command), "the server mixed its replies up", Retry::can_help);
}

void Transfers::begin_at(std::uint64_t offset) {
  if (offset == 0) return;
  const auto reply = session_.ask({"REST", std::to_string(offset)});
  if (!reply.intermediate()) throw Error("REST " + std::to_string(offset), reply);
}

std::string Transfers::list(const std::string& path, ListCommand command) {
  constexpr std::string_view verbs[] = {"LIST", "NLST", "MLSD"};
  const std::string verb{verbs[static_cast<int>(command)]};
  static_cast<void>(encode(verb, path));  // what may not be sent is refused before anything is
  session_.set_type(Type::ascii);
  if (path.empty() || (!needs_to_be_entered(path) && command == ListCommand::facts))
    return read_listing({verb, path});
  if (!needs_to_be_entered(path)) {
    auto text = list_by_name(path, verb);
    if (!text.empty()) return text;
  }
  return list_from_inside(path, verb);  // which says whether it exists at all
}

std::string Transfers::list_by_name(const std::string& path, const std::string& verb) {
  try {
    return read_listing({verb, path});
  } catch (const Error& error) {
    if (!may_mean_empty(error)) throw;
    return {};
  }
}

std::string Transfers::read_listing(const Command& command) {
  StringSink text{largest_listing};
  Download mover{text, session_.buffer(), std::nullopt};
  Transfer transfer;
  try {
    list_reply_ = run(command, mover, transfer, 0, {}).reply;
  } catch (const Error& error) {
    const bool nothing_came = transfer.done() && transfer.bytes() == 0 && command.argument.empty();
    if (!nothing_came || !may_mean_empty(error)) throw;
  }
  return from_server(text.text(), session_.options().encoding);
}

std::string Transfers::list_from_inside(const std::string& path, const std::string& verb) {
  const auto here = path_in(session_.ask({"PWD", {}}));
  if (!here) throw Error(Category::protocol, verb + ' ' + path, "the server does not tell its current directory");
  static_cast<void>(session_.demand({"CWD", path}));
  auto text = read_listing({verb, {}});
  static_cast<void>(session_.demand({"CWD", *here}));
  return text;
}

}  // namespace plainsock::ftp
