// What a server says is in a directory.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plainsock/ftp/facts.hpp"
#include "plainsock/ftp/timestamp.hpp"

namespace plainsock::ftp {

// One line of a listing. All texts are the server's bytes: name_problem() before a name touches a disk, visible()
// before any text touches a terminal.
struct Entry {
  enum class Kind { unknown, file, directory, link, special, this_directory, parent_directory };

  std::string name;  // byte for byte; empty when no parser knows the line: only `raw` is to be shown then
  Kind kind = Kind::unknown;
  std::optional<std::uint64_t> size;  // exact bytes, never blocks or tracks, and never the size of a link itself
  std::optional<Timestamp> modified;
  std::string permissions;  // as the server writes them: "-rw-r--r--", "0644", "(RWED,RE,,)"
  std::string owner;
  std::string group;
  std::string link_target;  // of a link, when the server tells
  std::string raw;          // the whole line

  bool operator==(const Entry&) const = default;
};

std::string_view to_string(Entry::Kind kind) noexcept;

// Bytes of a listing in, entries out, the same for every way of cutting the bytes. A line that no parser knows is
// an entry without a name, never an error; blank lines, `total 12` and the column titles of z/OS are left out. LF,
// CRLF and CRCRLF end a line; a line's bytes beyond `longest_line` are dropped and make it an unknown one.
class ListingParser {
 public:
  enum class Format {
    facts,  // MLSD (RFC 3659 section 7)
    list,   // LIST: UNIX ls in its variants, DOS and IIS, EPLF, VMS, z/OS, OS/400, NetWare; line by line
    names,  // NLST: each line is a name
  };
  static constexpr std::size_t longest_line = 8 * 1024;

  // `now` decides which year `Dec 31 23:59` means: the latest that is at most one day ahead.
  ListingParser(Format format, std::chrono::sys_seconds now) noexcept : format_(format), now_(now) {}

  void feed(std::string_view bytes);
  void finish();  // the data have ended: the last line may lack its line end

  // The entries since the last call. Between two calls they are kept: a caller that takes them after each feed()
  // bounds the memory.
  std::vector<Entry> take();

 private:
  enum class Titles { none, datasets, members, jobs };  // which table of z/OS its titles began

  void add_piece(std::string_view piece);
  void end_line();
  void take_line(std::string_view line);
  void take_list_line(std::string_view line);
  bool continues_vms_name(std::string_view line);
  void flush_vms_name();
  std::optional<Entry> parse_list_line(std::string_view line);
  void add(std::optional<Entry> entry, std::string_view line);

  Format format_;
  std::chrono::sys_seconds now_;
  std::string line_;
  bool too_long_ = false;
  Titles titles_ = Titles::none;
  std::string vms_name_;  // a long VMS name, whose other columns follow on the next line
  std::vector<Entry> entries_;
};

// A whole listing at once.
std::vector<Entry> parse_listing(std::string_view listing, ListingParser::Format format,
                                 std::chrono::sys_seconds now);

// The entry that facts of MLST or MLSD describe; unknown facts are ignored.
Entry entry_of(const Facts& facts);

}  // namespace plainsock::ftp
