// This machine's tree onto the server.
#include <algorithm>
#include <map>

#include "mirror_crew.hpp"
#include "plainsock/ftp/safe_name.hpp"
#include "plainsock/ftp/upload.hpp"

namespace plainsock::ftp {
namespace {

namespace fs = std::filesystem;

using Names = std::map<std::string, Entry>;

bool is_older(const Entry& entry, const LocalFile& file) {
  const auto time = file.modified();
  return time && entry.modified && entry.modified->zone == Timestamp::Zone::utc && entry.modified->time < *time;
}

}  // namespace

class MirrorUpload {
 public:
  explicit MirrorUpload(Mirror::Crew& crew) : crew_(crew) {}

  void directory(Client& client, const fs::path& local, const std::string& remote) {
    auto there = entries_there(client, remote);
    std::error_code error;
    for (const auto& entry : fs::directory_iterator{local, error}) one(client, entry, remote, there);
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
  void one(Client& client, const fs::directory_entry& entry, const std::string& remote, Names& there) {
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
      if (is_wanted(entry.path(), found ? &found.mapped() : nullptr))
        store(client, entry.path(), path);
      else
        crew_.done(&MirrorSummary::unchanged, "skip", path, "unchanged");
    }
  }

  bool is_wanted(const fs::path& local, const Entry* there) const {
    const auto file = LocalFile::open(local);
    if (!there || !file) return true;
    if (is_older(*there, *file)) return true;
    const auto size = file->size();
    return crew_.how().choose == MirrorOptions::Choose::changed && there->size && size && *there->size != *size;
  }

  void store(Client& client, const fs::path& local, const std::string& path) {
    if (crew_.dry()) return crew_.done(&MirrorSummary::transferred, "put", path);
    try {
      FileUpload how;
      how.retries = crew_.retries(client);
      how.times = Times::preserve;
      crew_.add_bytes(upload_file(client, local, path, how).bytes);
      crew_.done(&MirrorSummary::transferred, "put", path);
    } catch (const Error& error) {
      if (error.category() == Category::cancelled) throw;
      crew_.done(&MirrorSummary::failed, "fail", path, error.what());
      if (!client.is_open()) throw;
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
