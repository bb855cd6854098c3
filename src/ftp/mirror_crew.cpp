#include "mirror_crew.hpp"

#include <algorithm>
#include <exception>
#include <thread>

#include "plainsock/ftp/reply_values.hpp"

namespace plainsock::ftp {
namespace {

std::vector<Glob> globs_of(const std::vector<std::string>& patterns) { return {patterns.begin(), patterns.end()}; }

bool any_matches(const std::vector<Glob>& globs, std::string_view name) {
  return std::any_of(globs.begin(), globs.end(), [&](const Glob& glob) { return glob.matches(name); });
}

std::chrono::sys_seconds now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace

std::string join_remote(const std::string& directory, const std::string& name) {
  return directory.empty() || directory.ends_with('/') ? directory + name : directory + '/' + name;
}

Mirror::Crew::Crew(Endpoint server, Credentials credentials, const Options& options, MirrorOptions how)
    : server_(std::move(server)),
      credentials_(std::move(credentials)),
      how_(std::move(how)),
      include_(globs_of(how_.include)),
      exclude_(globs_of(how_.exclude)) {
  for (int i = 0; i < std::max(how_.connections, 1); ++i) joining_.push_back(&clients_.emplace_back(options));
}

// The first connection is made here: what keeps it from being made keeps all from it. The others are made while
// that one reads the first directory.
MirrorSummary Mirror::Crew::run(Task first) {
  open(clients_.front());
  tasks_.push_back(std::move(first));
  std::vector<std::thread> threads;
  for (auto& client : clients_) threads.emplace_back([this, &client] { work(client); });
  for (auto& thread : threads) thread.join();
  if (stopped_by_) std::rethrow_exception(stopped_by_);
  return summary_;
}

// A server may bear fewer connections than are wanted: those do the work then.
bool Mirror::Crew::joins(Client& client) {
  try {
    if (!client.is_open()) open(client);
    const std::lock_guard lock{mutex_};
    joining_.remove(&client);
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

// A server that bears no more may also leave them without a greeting.
void Mirror::Crew::stop_joining() {
  const std::lock_guard lock{mutex_};
  for (auto* client : joining_) client->cancel();
}

void Mirror::Crew::work(Client& client) {
  if (!joins(client)) return;
  while (const auto task = take()) {
    perform(client, *task);
    finished();
  }
  stop_joining();
  client.quit();
}

void Mirror::Crew::perform(Client& client, const Task& task) {
  try {
    if (!client.is_open()) open(client);
    task(client);
  } catch (const Error& error) {
    if (error.category() != Category::cancelled)
      return done(&MirrorSummary::failed, "fail", error.step(), error.what());
    const std::lock_guard lock{mutex_};
    stopped_ = true;
    stopped_by_ = std::current_exception();
  } catch (const std::exception& error) {
    done(&MirrorSummary::failed, "fail", "local files", error.what());
  }
}

// The newest first: that way a tree is walked down before it is walked on, and little is waiting.
std::optional<Mirror::Crew::Task> Mirror::Crew::take() {
  std::unique_lock lock{mutex_};
  changed_.wait(lock, [&] { return stopped_ || !tasks_.empty() || busy_ == 0; });
  if (stopped_ || tasks_.empty()) return std::nullopt;
  auto task = std::move(tasks_.back());
  tasks_.pop_back();
  ++busy_;
  return task;
}

void Mirror::Crew::finished() {
  const std::lock_guard lock{mutex_};
  --busy_;
  changed_.notify_all();
}

void Mirror::Crew::add(Task task) {
  const std::lock_guard lock{mutex_};
  tasks_.push_back(std::move(task));
  changed_.notify_one();
}

void Mirror::Crew::cancel() noexcept {
  for (auto& client : clients_) client.cancel();
}

Retries Mirror::Crew::retries(Client& client) {
  return {how_.retries, [this, &client] { open(client); }};
}

bool Mirror::Crew::wants_file(std::string_view name) const {
  return (include_.empty() || any_matches(include_, name)) && !any_matches(exclude_, name);
}
bool Mirror::Crew::wants_directory(std::string_view name) const { return !any_matches(exclude_, name); }

std::string Mirror::Crew::retried(Client& client, const std::function<std::string()>& work) {
  for (int retry = 0;; ++retry) {
    try {
      if (!client.is_open()) open(client);
      return work();
    } catch (const Error& error) {
      if (error.retry() != Retry::can_help || retry == how_.retries) throw;
      client.close();
    }
    client.pause(retry_delay(retry));
  }
}

std::size_t Mirror::Crew::row_length(std::size_t files) const noexcept {
  constexpr std::size_t longest = 16;
  return std::clamp<std::size_t>((files + clients_.size() - 1) / clients_.size(), 1, longest);
}

std::vector<Entry> Mirror::Crew::list(Client& client, const std::string& path) {
  const bool facts = client.features().lists("MLST");
  const auto text =
      retried(client, [&] { return client.list(path, facts ? ListCommand::facts : ListCommand::list); });
  auto entries = parse_listing(text, facts ? ListingParser::Format::facts : ListingParser::Format::list, now());
  std::erase_if(entries, [](const Entry& entry) {
    return entry.kind == Entry::Kind::this_directory || entry.kind == Entry::Kind::parent_directory;
  });
  return entries;
}

bool Mirror::Crew::is_wanted(Client& client, const Entry& there, const std::string& path,
                             const std::filesystem::path& here, From from) {
  const auto file = LocalFile::open(here);
  const auto size = file ? file->size() : Result<std::uint64_t>{file.error()};
  const auto time = file ? file->modified() : Result<std::chrono::sys_seconds>{file.error()};
  if (!size || !time) return true;
  if (how_.choose == MirrorOptions::Choose::changed && there.size && *there.size != *size) return true;
  const auto then = time_of(client, there, path, *time);
  return then && (from == From::server ? *then > *time : *then < *time);
}

// LIST tells times of the server's zone, to the minute or the day: only one that is far from the local file's says
// which is newer.
std::optional<std::chrono::sys_seconds> Mirror::Crew::time_of(Client& client, const Entry& entry,
                                                              const std::string& path,
                                                              std::chrono::sys_seconds local) {
  constexpr std::chrono::hours doubt{50};
  const auto& listed = entry.modified;
  const bool exact = listed && listed->zone == Timestamp::Zone::utc;
  if (exact || (listed && std::chrono::abs(listed->time - local) > doubt)) return listed->time;
  return client.modified(path);
}

bool Mirror::Crew::listed_in_full(Client& client, const std::string& path) {
  const auto most = truncated_to(client.list_reply());
  if (most)
    done(&MirrorSummary::failed, "fail", path, path + ": the server lists no more than " + std::to_string(*most));
  return !most;
}

void Mirror::Crew::done(std::uint64_t MirrorSummary::*count, std::string_view action, const std::string& path,
                        std::string_view why) {
  const std::lock_guard lock{report_mutex_};
  ++(summary_.*count);
  if (how_.report) how_.report(action, path, why);
}

void Mirror::Crew::add_bytes(std::uint64_t bytes) {
  const std::lock_guard lock{report_mutex_};
  summary_.bytes += bytes;
}

}  // namespace plainsock::ftp
