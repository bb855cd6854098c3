// The connections of a mirror and the work that they share.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "plainsock/ftp/glob.hpp"
#include "plainsock/ftp/listing.hpp"
#include "plainsock/ftp/mirror.hpp"

namespace plainsock::ftp {

// "a" and "b" are "a/b"; the login directory is "".
std::string join_remote(const std::string& directory, const std::string& name);

class Mirror::Crew {
 public:
  using Task = std::function<void(Client&)>;

  Crew(Endpoint server, Credentials credentials, const Options& options, MirrorOptions how);

  // Works on `first` and on all that comes of it.
  MirrorSummary run(Task first);
  void add(Task task);
  // Files of one directory are added in rows: all connections have some, and the next file can be asked for while
  // one still comes.
  template <class File>
  void add_rows(const std::vector<File>& files, const std::function<void(Client&, std::span<const File>)>& work) {
    const std::span all{files};
    const auto length = row_length(all.size());
    for (std::size_t at = 0; at < all.size(); at += length) {
      const auto row = all.subspan(at, std::min(length, all.size() - at));
      add([work, row = std::vector<File>(row.begin(), row.end())](Client& client) { work(client, row); });
    }
  }
  void cancel() noexcept;

  const MirrorOptions& how() const noexcept { return how_; }
  bool dry() const noexcept { return how_.run == MirrorOptions::Run::dry; }
  Retries retries(Client& client);
  bool wants_file(std::string_view name) const;
  bool wants_directory(std::string_view name) const;
  Verification verification() const noexcept {
    return how_.proof == MirrorOptions::Proof::required ? Verification::on_request : Verification::usual;
  }
  // Whether a file that is at the server, and may be here as well, is to be copied from where it is.
  enum class From { server, here };
  bool is_wanted(Client& client, const Entry& there, const std::string& path, const std::filesystem::path& here,
                 From from);
  // Whether the last listing had everything; if not, that is counted and reported.
  bool listed_in_full(Client& client, const std::string& path);
  // MLSD where the server has it, else LIST.
  std::vector<Entry> list(Client& client, const std::string& path);

  void done(std::uint64_t MirrorSummary::*count, std::string_view action, const std::string& path,
            std::string_view why = {});
  void add_bytes(std::uint64_t bytes);

 private:
  std::size_t row_length(std::size_t files) const noexcept;
  std::optional<std::chrono::sys_seconds> time_of(Client& client, const Entry& entry, const std::string& path,
                                                  std::chrono::sys_seconds local);
  std::string retried(Client& client, const std::function<std::string()>& work);
  bool joins(Client& client);
  void stop_joining();
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
  std::list<Client*> joining_;  // those that are still being connected
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
