#include "server_tree.hpp"

#include <algorithm>
#include <system_error>

#include "plainsock/local_file.hpp"
#include "server_path.hpp"

namespace plainsock::ftp::server {
namespace {

namespace fs = std::filesystem;
using std::chrono::sys_seconds;

// The standard lets a library choose which pair of conversions its file_clock has; clock_cast, which libstdc++ 12
// lacks, is found by its argument, so that it need not be there.
template <class Clock>
sys_seconds from_clock(std::chrono::time_point<Clock, typename Clock::duration> time) {
  if constexpr (requires { Clock::to_sys(time); })
    return std::chrono::floor<std::chrono::seconds>(Clock::to_sys(time));
  else
    return std::chrono::floor<std::chrono::seconds>(clock_cast<std::chrono::system_clock>(time));
}

template <class Clock>
std::chrono::time_point<Clock> to_clock(sys_seconds time) {
  if constexpr (requires { Clock::from_sys(time); })
    return std::chrono::time_point_cast<typename Clock::duration>(Clock::from_sys(time));
  else
    return std::chrono::time_point_cast<typename Clock::duration>(clock_cast<Clock>(time));
}

fs::path existing_directory(const fs::path& path) {
  std::error_code error;
  auto real = real_path(path);
  if (!real) error = real.error();
  if (real && !fs::is_directory(*real, error)) error = std::make_error_code(std::errc::not_a_directory);
  if (error) throw std::system_error(error, "open " + utf8_from_path(path));
  return std::move(*real);
}

}  // namespace

sys_seconds to_system_time(fs::file_time_type time) { return from_clock<fs::file_time_type::clock>(time); }
fs::file_time_type to_file_time(sys_seconds time) { return to_clock<fs::file_time_type::clock>(time); }

Tree::Tree(const fs::path& root) : root_(existing_directory(root)) {}

std::optional<fs::path> Tree::find(std::string_view path) const {
  const auto inside = to_native(path.substr(1));
  if (!inside) return std::nullopt;
  auto real = real_path(root_ / *inside);
  if (!real || !contains(*real)) return std::nullopt;
  return std::move(*real);
}

std::optional<fs::path> Tree::place(std::string_view path) const {
  const auto name = to_native(name_of(path));
  auto directory = find(parent_of(path));
  if (!name || name->empty() || !directory) return std::nullopt;
  return *directory / *name;
}

std::optional<fs::path> Tree::upload_target(std::string_view path) const {
  std::error_code error;
  if (auto real = find(path)) return fs::is_regular_file(*real, error) ? real : std::nullopt;
  auto free = place(path);
  if (!free || fs::exists(fs::symlink_status(*free, error))) return std::nullopt;
  return free;
}

std::optional<Entry> Tree::stat(std::string_view path) const {
  const auto real = find(path);
  return real ? entry(std::string(name_of(path)), *real) : std::nullopt;
}

std::optional<std::vector<Entry>> Tree::list(std::string_view directory) const {
  const auto real = find(directory);
  if (!real) return std::nullopt;
  std::vector<Entry> entries;
  std::error_code error;
  for (fs::directory_iterator at(*real, error); !error && at != fs::directory_iterator{}; at.increment(error)) {
    auto name = to_network(at->path().filename());
    auto found = name && is_safe_name(*name) ? entry(std::move(*name), at->path()) : std::nullopt;
    if (found) entries.push_back(std::move(*found));
  }
  if (error) return std::nullopt;
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
  return entries;
}

bool Tree::contains(const fs::path& canonical) const {
  return std::mismatch(root_.begin(), root_.end(), canonical.begin(), canonical.end()).first == root_.end();
}

std::optional<Entry> Tree::entry(std::string name, const fs::path& where) const {
  std::error_code error;
  const auto real = real_path(where);
  if (!real || !contains(*real)) return std::nullopt;
  const auto status = fs::status(where, error);
  if (!fs::is_regular_file(status) && !fs::is_directory(status)) return std::nullopt;
  Entry found;
  found.name = std::move(name);
  if (fs::is_directory(status)) found.type = Entry::Type::directory;
  if (found.type == Entry::Type::file) found.size = fs::file_size(where, error);
  if (error) return std::nullopt;
  const auto time = fs::last_write_time(where, error);
  if (!error) found.modified = to_system_time(time);
  found.mode = static_cast<unsigned>(status.permissions()) & 0777U;
  return found;
}

}  // namespace plainsock::ftp::server
