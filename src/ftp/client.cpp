#include "plainsock/ftp/client.hpp"

#include "data_mover.hpp"
#include "plainsock/ftp/reply_values.hpp"
#include "session.hpp"
#include "transfer_loop.hpp"

namespace plainsock::ftp {
namespace {

constexpr std::size_t largest_listing = 256 * 1024 * 1024;

}  // namespace

class Client::State {
 public:
  explicit State(Options options) : session(std::move(options)) {}

  Outcome retrieve(const std::string& path, DataSink& sink, const Retrieval& how);
  std::string list(const std::string& path, ListCommand command);

  // After an error in the middle of a dialogue nobody knows which reply comes next; a refusal leaves it in order.
  template <class Work>
  auto guarded(Work work) {
    try {
      return work();
    } catch (const Error& error) {
      const bool refusal = error.reply() != nullptr && error.category() != Category::network;
      if (!refusal && error.category() != Category::usage) session.close();
      throw;
    } catch (...) {
      session.close();
      throw;
    }
  }

  Session session;

 private:
  Outcome run(const Command& command, DataChannel channel, DataMover& mover, Transfer& transfer,
              const std::string& next);
  std::string try_list(const Command& command);
};

namespace {

std::unique_ptr<DataMover> download_to(DataSink& sink, Type type, std::span<std::byte> buffer) {
  if (type == Type::ascii) return std::make_unique<AsciiDownload>(sink, buffer);
  return std::make_unique<Download>(sink, buffer);
}

}  // namespace

Outcome Client::State::retrieve(const std::string& path, DataSink& sink, const Retrieval& how) {
  session.set_type(how.type);
  const auto size = how.type == Type::image ? session.size(path) : std::nullopt;
  auto channel = session.open_data();
  Transfer transfer{size};
  const auto mover = download_to(sink, how.type, session.buffer());
  try {
    return run({"RETR", path}, std::move(channel), *mover, transfer, how.next);
  } catch (const Error&) {
    if (transfer.verdict() != Verdict::mismatch || session.size(path) != transfer.bytes()) throw;
    return {Verdict::complete, transfer.bytes(), *transfer.final_reply()};  // it has grown since it was asked for
  }
}

Outcome Client::State::run(const Command& command, DataChannel channel, DataMover& mover, Transfer& transfer,
                           const std::string& next) {
  auto& control = session.control();
  TransferLoop loop{control, channel, mover, transfer, step_of(command)};
  control.send({&command, 1});
  if (!next.empty()) loop.on_data_end = [&] { session.send_ahead(next); };
  loop.progress_total = transfer.announced();
  loop.run();
  if (transfer.verdict() != Verdict::complete && transfer.verdict() != Verdict::unverifiable)
    throw transfer.error(step_of(command));
  return {transfer.verdict(), transfer.bytes(), transfer.final_reply().value_or(Reply{})};
}

std::string Client::State::list(const std::string& path, ListCommand command) {
  constexpr std::string_view verbs[] = {"LIST", "NLST", "MLSD"};
  session.set_type(Type::ascii);
  return try_list({std::string{verbs[static_cast<int>(command)]}, path});
}

std::string Client::State::try_list(const Command& command) {
  StringSink text{largest_listing};
  Download mover{text, session.buffer()};
  Transfer transfer;
  static_cast<void>(run(command, session.open_data(), mover, transfer, {}));
  return std::move(text.text());
}

Client::Client(Options options) : state_(std::make_unique<State>(std::move(options))) {}
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;
Client::~Client() = default;

void Client::open(const Endpoint& server, const Credentials& credentials, std::string_view next) {
  state_->session.open(server, credentials, std::string{next});
}

bool Client::is_open() const noexcept { return state_->session.control().is_open(); }
void Client::close() noexcept { state_->session.close(); }
void Client::cancel() noexcept { state_->session.control().cancel(); }
const Reply& Client::greeting() const noexcept { return state_->session.control().greeting(); }

void Client::quit() noexcept {
  try {
    const Command command{"QUIT", {}};
    if (is_open()) state_->session.control().send({&command, 1});
  } catch (const std::exception&) {
    // Nothing depends on it.
  }
  close();
}

Outcome Client::retrieve(const std::string& path, DataSink& sink, const Retrieval& how) {
  return state_->guarded([&] { return state_->retrieve(path, sink, how); });
}

std::string Client::list(const std::string& path, ListCommand command) {
  return state_->guarded([&] { return state_->list(path, command); });
}

std::optional<std::uint64_t> Client::size(const std::string& path) {
  return state_->guarded([&] {
    state_->session.set_type(Type::image);
    return state_->session.size(path);
  });
}

std::optional<std::chrono::sys_seconds> Client::modified(const std::string& path) {
  return time_in(command("MDTM", path));
}

std::optional<std::string> Client::working_directory() { return path_in(command("PWD")); }

void Client::change_directory(const std::string& path) {
  state_->guarded([&] { return state_->session.demand({"CWD", path}); });
}

Reply Client::command(std::string_view verb, std::string_view argument) {
  return state_->guarded([&] { return state_->session.ask({std::string{verb}, std::string{argument}}); });
}

}  // namespace plainsock::ftp
