// The server's tree onto this machine.
#include <set>

#include "mirror_crew.hpp"
#include "plainsock/ftp/safe_name.hpp"

namespace plainsock::ftp {
namespace {

namespace fs = std::filesystem;

// A directory of our own: a link in its place could lead out of the tree.
void make_real_directory(const fs::path& path) {
  std::error_code error;
  const auto there = fs::symlink_status(path, error);
  if (fs::is_directory(there)) return;
  if (fs::exists(there)) throw Error(Category::local, "make " + utf8_from_path(path), "there is something else");
  fs::create_directory(path, error);
  if (error) throw Error(Category::local, "make " + utf8_from_path(path), error.message());
}

}  // namespace

class MirrorDownload {
 public:
  explicit MirrorDownload(Mirror::Crew& crew) : crew_(crew) {}

  void directory(Client& client, const std::string& remote, const fs::path& local) {
    const auto entries = crew_.list(client, remote);
    if (!crew_.dry()) make_real_directory(local);
    Found found;
    found.understood = crew_.listed_in_full(client, remote);
    for (const auto& entry : entries) sort(client, entry, remote, local, found);
    // Before the first file: the temporary ones of other connections would be taken for extra.
    if (found.understood && crew_.how().extra == MirrorOptions::Extra::remove) remove_extra(local, found.names);
    add_files(remote, local, found.files);
  }

 private:
  struct Found {
    std::vector<Entry> files;
    std::set<fs::path> names;  // of everything that the server has
    bool understood = true;
  };

  void sort(Client& client, const Entry& entry, const std::string& remote, const fs::path& local, Found& found) {
    const auto path = join_remote(remote, entry.name);
    const auto problem = entry.name.empty() ? "the line cannot be read" : name_problem(entry.name);
    if (!problem.empty()) {
      found.understood = false;
      return crew_.done(&MirrorSummary::refused, "refuse", entry.name.empty() ? entry.raw : path, problem);
    }
    const auto name = path_from_utf8(entry.name);
    found.names.insert(name);
    if (entry.kind == Entry::Kind::directory) {
      if (!crew_.wants_directory(entry.name)) return;
      crew_.add([this, path, to = local / name](Client& other) { directory(other, path, to); });
    } else if (entry.kind == Entry::Kind::link || entry.kind == Entry::Kind::special) {
      crew_.done(&MirrorSummary::refused, "refuse", path, "a link or no regular file");
    } else if (crew_.wants_file(entry.name)) {
      consider(client, entry, path, local / name, found);
    }
  }

  void consider(Client& client, const Entry& entry, const std::string& path, const fs::path& local, Found& found) {
    if (crew_.is_wanted(client, entry, path, local, Mirror::Crew::From::server))
      found.files.push_back(entry);
    else
      crew_.done(&MirrorSummary::unchanged, "skip", path, "unchanged");
  }

  void add_files(const std::string& remote, const fs::path& local, const std::vector<Entry>& files) {
    crew_.add_rows<Entry>(files, [this, remote, local](Client& client, std::span<const Entry> row) {
      for (std::size_t i = 0; i < row.size(); ++i) fetch(client, remote, local, row.subspan(i));
    });
  }

  // The first of a row; the next one is asked for meanwhile.
  void fetch(Client& client, const std::string& remote, const fs::path& local, std::span<const Entry> row) {
    const auto& entry = row.front();
    const auto path = join_remote(remote, entry.name);
    NextFile next;
    if (row.size() > 1) next = {join_remote(remote, row[1].name), row[1].size.has_value()};
    if (crew_.dry()) return crew_.done(&MirrorSummary::transferred, "get", path);
    try {
      if (!client.is_open()) crew_.retries(client).reopen();
      const auto outcome =
          download_file(client, path, local / path_from_utf8(entry.name), how(client, entry, std::move(next)));
      crew_.add_bytes(outcome.bytes);
      crew_.done(&MirrorSummary::transferred, "get", path);
    } catch (const Error& error) {
      if (error.category() == Category::cancelled) throw;
      crew_.done(&MirrorSummary::failed, "fail", path, error.what());
    }
  }

  FileDownload how(Client& client, const Entry& entry, NextFile next) {
    FileDownload how;
    how.retries = crew_.retries(client);
    how.verification = crew_.verification();
    how.range.size = entry.size;
    how.times = crew_.how().times;
    how.next = std::move(next);
    if (entry.modified && entry.modified->zone == Timestamp::Zone::utc) how.modified = entry.modified->time;
    return how;
  }

  void remove_extra(const fs::path& local, const std::set<fs::path>& names) {
    std::error_code error;
    std::vector<fs::path> extra;
    for (const auto& entry : fs::directory_iterator{local, error}) {
      if (names.find(entry.path().filename()) == names.end()) extra.push_back(entry.path());
    }
    for (const auto& path : extra) {
      if (!crew_.dry()) fs::remove_all(path, error);
      crew_.done(error ? &MirrorSummary::failed : &MirrorSummary::removed, error ? "fail" : "remove",
                 utf8_from_path(path), error ? error.message() : "");
    }
  }

  Mirror::Crew& crew_;
};

Mirror::Mirror(Endpoint server, Credentials credentials, const Options& options, MirrorOptions how)
    : crew_(std::make_unique<Crew>(std::move(server), std::move(credentials), options, std::move(how))) {}
Mirror::~Mirror() = default;

void Mirror::cancel() noexcept { crew_->cancel(); }

MirrorSummary Mirror::download(const std::string& remote, const std::filesystem::path& local) {
  MirrorDownload work{*crew_};
  return crew_->run([&](Client& client) { work.directory(client, remote, local); });
}

}  // namespace plainsock::ftp
