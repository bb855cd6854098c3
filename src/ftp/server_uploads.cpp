// Uploads: where they go.
#include "server_path.hpp"
#include "server_session.hpp"

namespace plainsock::ftp::server {

std::optional<std::filesystem::path> Session::upload_target(const std::string& argument) const {
  const auto path = resolve(directory_, argument);
  return path ? shared_.tree.upload_target(*path) : std::nullopt;
}

void Session::stor(const std::string& argument) {
  const auto offset = std::exchange(restart_, 0);
  const auto target = upload_target(argument);
  if (!target) return control_.reply(553, "Not a file that can be written: " + argument);
  if (offset != 0) return change(*target, offset, argument);
  replace(*target, "Ready to receive " + argument + '.');
}

void Session::appe(const std::string& argument) {
  restart_ = 0;
  const auto target = upload_target(argument);
  std::error_code error;
  if (!target) return control_.reply(553, "Not a file that can be written: " + argument);
  if (std::filesystem::exists(*target, error)) return change(*target, std::nullopt, argument);
  replace(*target, "Ready to receive " + argument + '.');
}

// RFC 1123 section 4.1.2.9: the name stands in the 150, in this form.
void Session::stou(const std::string& argument) {
  restart_ = 0;
  const std::string base = argument.empty() ? "upload" : argument;
  for (int number = 0;; ++number) {
    const auto name = number == 0 ? base : base + '.' + std::to_string(number);
    const auto place = place_of(name);
    if (!place) return control_.reply(553, "Not a file that can be written: " + name);
    std::error_code error;
    if (!std::filesystem::exists(std::filesystem::symlink_status(*place, error)))
      return replace(*place, "FILE: " + name);
  }
}

void Session::replace(const std::filesystem::path& target, std::string opening) {
  auto incoming = Incoming::whole(target, type_);
  if (!incoming) return control_.reply(553, "Cannot write there: " + incoming.error().message());
  incoming_.emplace(std::move(*incoming));
  start(std::move(opening));
}

// `offset`: none means the end of the file. What lies behind the new bytes stays.
void Session::change(const std::filesystem::path& target, std::optional<std::uint64_t> offset,
                     const std::string& name) {
  auto file = LocalFile::update(target);
  if (!file) return report(file.error(), "write", name);
  const auto size = file->size();
  if (!size) return report(size.error(), "write", name);
  if (offset > *size) return control_.reply(554, "The file ends before the restart point.");
  if (const auto sought = file->seek(offset.value_or(*size)); !sought) return report(sought.error(), "write", name);
  incoming_.emplace(std::move(*file), type_);
  start("Ready to receive the rest of " + name + '.');
}

}  // namespace plainsock::ftp::server
