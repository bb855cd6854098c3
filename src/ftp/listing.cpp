#include "plainsock/ftp/listing.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "listing_formats.hpp"
#include "listing_words.hpp"
#include "text.hpp"

namespace plainsock::ftp {
namespace {

using listing::Words;

// The first line of `ls -l`: a word for "total" and a number of blocks, perhaps with a unit.
bool is_total(const Words& words) {
  constexpr std::array<std::string_view, 10> totals = {"total",
                                                       "insgesamt",
                                                       "totale",
                                                       "totaal",
                                                       "razem",
                                                       "totalt",
                                                       "celkem",
                                                       "toplam",
                                                       "\xD0\xB8\xD1\x82\xD0\xBE\xD0\xB3\xD0\xBE",
                                                       "\xE5\x90\x88\xE8\xA8\x88"};
  if (words.size() < 2 || words.size() > 3 || !text::is_digit(words[1][0])) return false;
  return std::find(totals.begin(), totals.end(), text::lower(words[0])) != totals.end();
}

bool is_vms_frame(const Words& words) {
  const bool head = words.size() == 2 && words[0] == "Directory" && words[1].find('[') != std::string_view::npos;
  const bool foot = words.size() >= 4 && words[0] == "Total" && words[1] == "of";
  return head || foot;
}

}  // namespace

std::string_view to_string(Entry::Kind kind) noexcept {
  switch (kind) {
    case Entry::Kind::unknown:
      return "unknown";
    case Entry::Kind::file:
      return "file";
    case Entry::Kind::directory:
      return "directory";
    case Entry::Kind::link:
      return "link";
    case Entry::Kind::special:
      return "special";
    case Entry::Kind::this_directory:
      return "this directory";
    case Entry::Kind::parent_directory:
      return "parent directory";
  }
  return "unknown";
}

void ListingParser::feed(std::string_view bytes) {
  for (std::size_t lf = bytes.find('\n'); lf != std::string_view::npos; lf = bytes.find('\n')) {
    add_piece(bytes.substr(0, lf));
    end_line();
    bytes.remove_prefix(lf + 1);
  }
  add_piece(bytes);
}

void ListingParser::finish() {
  if (!line_.empty()) end_line();
  flush_vms_name();
}

std::vector<Entry> ListingParser::take() { return std::exchange(entries_, {}); }

void ListingParser::add_piece(std::string_view piece) {
  const std::size_t room = longest_line - line_.size();
  too_long_ = too_long_ || piece.size() > room;
  line_ += piece.substr(0, room);
}

void ListingParser::end_line() {
  std::string_view line = line_;
  while (!too_long_ && line.ends_with('\r')) line.remove_suffix(1);
  if (too_long_) {
    flush_vms_name();
    add(std::nullopt, line);
  } else if (!line.empty()) {
    take_line(line);
  }
  line_.clear();
  too_long_ = false;
}

void ListingParser::take_line(std::string_view line) {
  switch (format_) {
    case Format::facts:
      return add(listing::parse_facts_line(line), line);
    case Format::list:
      return take_list_line(line);
    case Format::names:
      break;
  }
  Entry entry;
  entry.name = line;
  add(std::move(entry), line);
}

void ListingParser::take_list_line(std::string_view line) {
  if (continues_vms_name(line)) return;
  flush_vms_name();
  const Words words(line);
  if (words.size() == 0 || is_total(words) || is_vms_frame(words)) return;
  if (words[0] == "Volume" && words[words.size() - 1] == "Dsname") return void(titles_ = Titles::datasets);
  if (words[0] == "Name" && (words[1] == "VV.MM" || words[1] == "Size")) return void(titles_ = Titles::members);
  if (words[0] == "JOBNAME" && words[1] == "JOBID") return void(titles_ = Titles::jobs);
  if (listing::is_vms_name_alone(line)) return void(vms_name_ = line);
  add(parse_list_line(line), line);
}

bool ListingParser::continues_vms_name(std::string_view line) {
  if (vms_name_.empty() || !text::is_blank(line[0])) return false;
  const std::string whole = vms_name_ + std::string(line);
  auto entry = listing::parse_vms(whole);
  if (!entry) return false;
  vms_name_.clear();
  add(std::move(entry), whole);
  return true;
}

void ListingParser::flush_vms_name() {
  if (!vms_name_.empty()) add(std::nullopt, std::exchange(vms_name_, {}));
}

std::optional<Entry> ListingParser::parse_list_line(std::string_view line) {
  if (titles_ == Titles::datasets) return listing::parse_zos_dataset(line);
  if (titles_ == Titles::members) return listing::parse_zos_member(line);
  if (titles_ == Titles::jobs) return listing::parse_zos_job(line);
  if (auto entry = listing::parse_eplf(line)) return entry;
  if (auto entry = listing::parse_unix(line, now_)) return entry;
  if (auto entry = listing::parse_dos(line)) return entry;
  if (auto entry = listing::parse_netware(line, now_)) return entry;
  if (auto entry = listing::parse_os400(line, now_)) return entry;
  return listing::parse_vms(line);
}

void ListingParser::add(std::optional<Entry> entry, std::string_view line) {
  Entry result = std::move(entry).value_or(Entry{});
  if (result.name == ".") result.kind = Entry::Kind::this_directory;
  if (result.name == "..") result.kind = Entry::Kind::parent_directory;
  result.raw = line;
  entries_.push_back(std::move(result));
}

std::vector<Entry> parse_listing(std::string_view listing, ListingParser::Format format,
                                 std::chrono::sys_seconds now) {
  ListingParser parser(format, now);
  parser.feed(listing);
  parser.finish();
  return parser.take();
}

}  // namespace plainsock::ftp
