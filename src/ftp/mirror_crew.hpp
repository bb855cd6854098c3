// The connections of a mirror and the work that they share.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "plainsock/ftp/glob.hpp"
#include "plainsock/ftp/listing.hpp"
#include "plainsock/ftp/mirror.hpp"

namespace plainsock::ftp {

// So many files of a directory are one piece of work: all connections have some, and the next file can be asked for
// while one still comes.
inline constexpr std::size_t files_in_a_row = 16;

// "a" and "b" are "a/b"; the login directory is "".
std::string join_remote(const std::string& directory, const std::string& name);

class Mirror::Crew {
 public:
  using Task = std::function<void(Client&)>;

  Crew(Endpoint server, Credentials credentials, const Options& options, MirrorOptions how);

  // Works on `first` and on all that comes of it, with as many connections as there is work for.
  MirrorSummary run(Task first);
  void add(Task task);
  void cancel() noexcept;

  const MirrorOptions& how() const noexcept { return how_; }
  bool dry() const noexcept { return how_.run == MirrorOptions::Run::dry; }
  Retries retries(Client& client);
  bool wants_file(std::string_view name) const;
  bool wants_directory(std::string_view name) const;
  Verification verification() const noexcept {
    return how_.proof == MirrorOptions::Proof::required ? Verification::on_request : Verification::usual;
  }
  // When the file at the server was changed; `local` is what that will be compared with.
  std::optional<std::chrono::sys_seconds> time_of(Client& client, const Entry& entry, const std::string& path,
                                                  std::chrono::sys_seconds local);
  // Whether the last listing had everything; if not, that is counted and reported.
  bool listed_in_full(Client& client, const std::string& path);
  // MLSD where the server has it, else LIST.
  std::vector<Entry> list(Client& client, const std::string& path);

  void done(std::uint64_t MirrorSummary::*count, std::string_view action, const std::string& path,
            std::string_view why = {});
  void add_bytes(std::uint64_t bytes);

 private:
  std::string retried(Client& client, const std::function<std::string()>& work);
  void work(Client& client);
  void perform(Client& client, const Task& task);
  void open(Client& client) { client.open(server_, credentials_); }
  std::optional<Task> take();
  void finished();

  Endpoint server_;
  Credentials credentials_;
  MirrorOptions how_;
  std::vector<Glob> include_;
  std::vector<Glob> exclude_;
  std::list<Client> clients_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Task> tasks_;
  int busy_ = 0;
  bool stopped_ = false;
  std::exception_ptr stopped_by_;
  MirrorSummary summary_;
  std::mutex report_mutex_;
};

}  // namespace plainsock::ftp
