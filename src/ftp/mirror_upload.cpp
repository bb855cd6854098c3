// This machine's tree onto the server.
#include <map>

#include "mirror_crew.hpp"
#include "plainsock/ftp/safe_name.hpp"
#include "plainsock/ftp/upload.hpp"

namespace plainsock::ftp {
namespace {

namespace fs = std::filesystem;

using Names = std::map<std::string, Entry>;

}  // namespace

class MirrorUpload {
 public:
  explicit MirrorUpload(Mirror::Crew& crew) : crew_(crew) {}

  void directory(Client& client, const fs::path& local, const std::string& remote) {
    auto there = entries_there(client, remote);
    std::error_code error;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator{local, error}) one(client, entry, remote, there, files);
    add_files(remote, files);
    if (error) return crew_.done(&MirrorSummary::failed, "fail", utf8_from_path(local), error.message());
    if (crew_.how().extra == MirrorOptions::Extra::remove)
      for (const auto& [name, entry] : there) remove(client, join_remote(remote, name), entry);
  }

 private:
  // A directory that is not there yet is made; a dry run finds nothing in it.
  Names entries_there(Client& client, const std::string& remote) {
    if (!remote.empty() && !crew_.dry()) static_cast<void>(client.command("MKD", remote));
    std::vector<Entry> entries;
    try {
      entries = crew_.list(client, remote);
      static_cast<void>(crew_.listed_in_full(client, remote));
    } catch (const Error& error) {
      if (!crew_.dry() || error.category() != Category::no_such_file) throw;
    }
    Names names;
    for (auto& entry : entries) {
      if (name_problem(entry.name).empty()) names.emplace(entry.name, std::move(entry));
    }
    return names;
  }

  // What stays in `there` is only at the server.
  void one(Client& client, const fs::directory_entry& entry, const std::string& remote, Names& there,
           std::vector<fs::path>& files) {
    const auto name = utf8_from_path(entry.path().filename());
    const auto path = join_remote(remote, name);
    const auto found = there.extract(name);
    const auto status = entry.symlink_status();
    if (fs::is_directory(status)) {
      if (!crew_.wants_directory(name)) return;
      crew_.add([this, from = entry.path(), path](Client& other) { directory(other, from, path); });
    } else if (!fs::is_regular_file(status)) {
      crew_.done(&MirrorSummary::refused, "refuse", utf8_from_path(entry.path()), "a link or no regular file");
    } else if (crew_.wants_file(name)) {
      if (!found || crew_.is_wanted(client, found.mapped(), path, entry.path(), Mirror::Crew::From::here))
        files.push_back(entry.path());
      else
        crew_.done(&MirrorSummary::unchanged, "skip", path, "unchanged");
    }
  }

  void add_files(const std::string& remote, const std::vector<fs::path>& files) {
    crew_.add_rows<fs::path>(files, [this, remote](Client& client, std::span<const fs::path> row) {
      for (const auto& file : row) store(client, file, join_remote(remote, utf8_from_path(file.filename())));
    });
  }

  void store(Client& client, const fs::path& local, const std::string& path) {
    if (crew_.dry()) return crew_.done(&MirrorSummary::transferred, "put", path);
    try {
      if (!client.is_open()) crew_.retries(client).reopen();
      FileUpload how;
      how.retries = crew_.retries(client);
      how.times = Times::preserve;
      how.verification = crew_.verification();
      crew_.add_bytes(upload_file(client, local, path, how).bytes);
      crew_.done(&MirrorSummary::transferred, "put", path);
    } catch (const Error& error) {
      if (error.category() == Category::cancelled) throw;
      crew_.done(&MirrorSummary::failed, "fail", path, error.what());
    }
  }

  void remove(Client& client, const std::string& path, const Entry& entry) {
    if (!crew_.dry() && entry.kind == Entry::Kind::directory)
      remove_tree(client, path);
    else if (!crew_.dry())
      client.remove(path);
    crew_.done(&MirrorSummary::removed, "remove", path);
  }

  // Only names that passed the check are built into paths (CVE-2018-10916); the others keep their directory alive.
  void remove_tree(Client& client, const std::string& path) {
    for (const auto& entry : crew_.list(client, path)) {
      if (name_problem(entry.name).empty()) remove(client, join_remote(path, entry.name), entry);
    }
    client.remove_directory(path);
  }

  Mirror::Crew& crew_;
};

MirrorSummary Mirror::upload(const std::filesystem::path& local, const std::string& remote) {
  MirrorUpload work{*crew_};
  return crew_->run([&](Client& client) { work.directory(client, local, remote); });
}

}  // namespace plainsock::ftp
