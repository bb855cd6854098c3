// plainsock ftp ls
#include "ftp_commands.hpp"
#include "plainsock/console.hpp"
#include "plainsock/visible.hpp"

namespace plainsock::cli {
namespace {

// A terminal must not be commanded by a server; a pipe gets the server's bytes.
void show(const std::string& listing) {
  std::size_t begin = 0;
  const bool person = console::is_terminal(console::Stream::output);
  while (begin < listing.size()) {
    auto end = std::min(listing.find('\n', begin), listing.size());
    auto line = std::string_view{listing}.substr(begin, end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    print_line(person ? visible(line) : line);
    begin = end + 1;
  }
}

}  // namespace

Status ftp_ls(const ListOptions& list, const FtpOptions& options, const Context& context) {
  return run_ftp([&] {
    const auto url = ftp::parse_url(list.url);
    FtpConnection connection{options, context};
    const auto command = list.names ? ftp::ListCommand::names : ftp::ListCommand::list;
    show(connection.open(url).list(url.path, command));
    connection.quit();
    return Status::done;
  });
}

}  // namespace plainsock::cli
