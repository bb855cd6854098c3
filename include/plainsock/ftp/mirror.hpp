// A tree on a server and a tree on this machine, made alike.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "plainsock/ftp/download.hpp"

namespace plainsock::ftp {

struct MirrorOptions {
  enum class Extra { keep, remove };     // what is only in the tree that is written to
  enum class Choose { changed, newer };  // changed: another size, or newer; newer: only what is newer
  enum class Run { really, dry };        // dry: only says what would be done
  enum class Proof { usual, required };  // required: a file that nothing proves to be complete has failed

  Extra extra = Extra::keep;
  Choose choose = Choose::changed;
  Run run = Run::really;
  Proof proof = Proof::usual;
  Times times = Times::now;          // of local files; what MLSD tells is kept in any case
  std::vector<std::string> include;  // patterns for the names of files; none: all
  std::vector<std::string> exclude;  // patterns for the names of files and directories
  int connections = 1;               // that work at once: fewer, if the server bears fewer
  int retries = 3;
  // What was done ("get", "put", "remove", "make", "skip", "refuse", "fail"), to what, and why. From any thread,
  // one at a time.
  std::function<void(std::string_view action, const std::string& path, std::string_view why)> report;
};

struct MirrorSummary {
  std::uint64_t transferred = 0;  // files
  std::uint64_t bytes = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t removed = 0;
  std::uint64_t refused = 0;  // names of the server that are no safe local names, links, lines that nobody can read
  std::uint64_t failed = 0;
  bool complete() const noexcept { return refused == 0 && failed == 0; }
};

// Links are never followed, neither the server's nor those in the local tree; names that name_problem() objects to
// are refused and counted. Nothing is removed in a directory whose listing was not understood in full. What fails
// is counted and the rest goes on; ftp::Error is thrown when no connection can be made at all, or after cancel().
class Mirror {
 public:
  class Crew;  // the connections and their work

  Mirror(Endpoint server, Credentials credentials, const Options& options, MirrorOptions how);
  ~Mirror();
  Mirror(const Mirror&) = delete;
  Mirror& operator=(const Mirror&) = delete;

  MirrorSummary download(const std::string& remote, const std::filesystem::path& local);
  MirrorSummary upload(const std::filesystem::path& local, const std::string& remote);
  // From any thread or a signal handler.
  void cancel() noexcept;

 private:
  std::unique_ptr<Crew> crew_;
};

}  // namespace plainsock::ftp
