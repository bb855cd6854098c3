// VMS: "NAME.TXT;3  12/15  16-JAN-2026 10:11:12 [GROUP,OWNER] (RWED,RWED,RE,)". Sizes are blocks: no bytes are
// known.
#include "listing_formats.hpp"
#include "listing_words.hpp"
#include "text.hpp"

namespace plainsock::ftp::listing {
namespace {

struct Versioned {
  std::string_view name;
  std::string_view version;
};

std::optional<Versioned> split_version(std::string_view word) {
  const std::size_t at = word.rfind(';');
  if (at == std::string_view::npos || at == 0 || !text::number<unsigned>(word.substr(at + 1))) return std::nullopt;
  return Versioned{word.substr(0, at), word.substr(at + 1)};
}

// "16-JAN-2026"
std::optional<Timestamp> vms_time(std::string_view date, std::string_view time) {
  const auto [day_text, rest] = text::split(date, '-');
  const auto [month_name, year_text] = text::split(rest, '-');
  const auto day = text::number<unsigned>(day_text);
  const auto year = text::number<int>(year_text);
  const auto month = month_of(month_name);
  if (!day || !year || !month || year_text.size() != 4) return std::nullopt;
  return server_time(*year, *month, *day, read_clock(time));
}

// The text between brackets, behind `from`; they may contain spaces.
std::string_view between(std::string_view line, char open, char close) {
  const std::size_t begin = line.find(open);
  const std::size_t end = line.find(close, begin == std::string_view::npos ? line.size() : begin);
  return end == std::string_view::npos ? std::string_view{} : line.substr(begin + 1, end - begin - 1);
}

// Before "[GROUP,OWNER]" the group stands first; "[OWNER]" is the owner alone.
void read_owner(Entry& entry, std::string_view owner) {
  const std::size_t comma = owner.find(',');
  if (comma != std::string_view::npos) entry.group = text::trim(owner.substr(0, comma));
  entry.owner = text::trim(comma == std::string_view::npos ? owner : owner.substr(comma + 1));
}

// A directory is a file NAME.DIR;1; its name without that is what CWD takes. A file keeps its version, which tells
// it from the others of the same name.
void read_name(Entry& entry, std::string_view word, std::string_view name) {
  constexpr std::string_view suffix = ".DIR";
  const bool is_directory = name.size() > suffix.size() && text::same_letters(name.substr(name.size() - 4), suffix);
  entry.kind = is_directory ? Entry::Kind::directory : Entry::Kind::file;
  entry.name = is_directory ? name.substr(0, name.size() - suffix.size()) : word;
}

}  // namespace

bool is_vms_name_alone(std::string_view line) {
  const Words words(line);
  return words.size() == 1 && line.starts_with(words[0]) && split_version(words[0]);
}

std::optional<Entry> parse_vms(std::string_view line) {
  const Words words(line);
  const auto versioned = split_version(words[0]);
  if (!versioned || words.size() < 2) return std::nullopt;
  Entry entry;
  read_name(entry, words[0], versioned->name);
  for (std::size_t i = 1; i < words.size() && !entry.modified; ++i)
    entry.modified = vms_time(words[i], words[i + 1]);
  const bool refused = words[1].starts_with("%RMS-");  // instead of the columns: the server may not look
  if (!entry.modified && !refused) return std::nullopt;
  const std::string_view columns = words.from_to(1, words.size() - 1);
  read_owner(entry, between(columns, '[', ']'));
  if (const auto protection = between(columns, '(', ')'); !protection.empty()) {
    entry.permissions = '(' + std::string(protection) + ')';
  }
  return entry;
}

}  // namespace plainsock::ftp::listing
