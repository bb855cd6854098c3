#include "listing_words.hpp"

#include "text.hpp"

namespace plainsock::ftp::listing {

Words::Words(std::string_view line) noexcept : line_(line) {
  std::size_t at = 0;
  while (size_ < most && (at = line.find_first_not_of(" \t", at)) != std::string_view::npos) {
    const std::size_t end = std::min(line.find_first_of(" \t", at), line.size());
    words_[size_++] = line.substr(at, end - at);
    at = end;
  }
}

std::string_view Words::operator[](std::size_t index) const noexcept {
  return index < size_ ? words_[index] : std::string_view{};
}

std::string_view Words::from_to(std::size_t first, std::size_t last) const noexcept {
  if (first > last || last >= size_) return {};
  const auto begin = static_cast<std::size_t>(words_[first].data() - line_.data());
  const auto end = static_cast<std::size_t>(words_[last].data() - line_.data()) + words_[last].size();
  return line_.substr(begin, end - begin);
}

std::string_view Words::after(std::size_t index) const noexcept {
  if (index >= size_) return {};
  const auto end = static_cast<std::size_t>(words_[index].data() - line_.data()) + words_[index].size();
  return end < line_.size() ? line_.substr(end + 1) : std::string_view{};
}

namespace {

bool all_digits(std::string_view word) {
  return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
}

// "1234", "1.5K": numbers that stand where sizes stand. "8," and "8,0" are a device's.
bool can_be_size(std::string_view word) {
  if (word.empty() || !text::is_digit(word[0])) return false;
  if (word.size() > 1 && std::string_view("KMGTP").find(word.back()) != std::string_view::npos)
    word.remove_suffix(1);
  return word.find_first_not_of("0123456789.,") == std::string_view::npos;
}

// In a language that is not known here: day and word, or word and day, then a time or a year.
std::optional<Date> guess_date(const Words& words, std::size_t first) {
  const auto is_day = [](std::string_view word) { return word.size() <= 2 && all_digits(word); };
  const std::string_view last = words[first + 2];
  if (!is_day(words[first]) && !is_day(words[first + 1])) return std::nullopt;
  if (!read_clock(last) && !(last.size() == 4 && all_digits(last))) return std::nullopt;
  return Date{3, std::nullopt};
}

template <class ReadDate>
std::optional<SizeAndDate> search(const Words& words, std::size_t first, std::size_t likely, ReadDate read) {
  const auto at = [&](std::size_t i) -> std::optional<SizeAndDate> {
    const auto date = can_be_size(words[i]) ? read(i) : std::nullopt;
    return date ? std::optional(SizeAndDate{i, *date}) : std::nullopt;
  };
  auto found = at(likely);
  for (std::size_t i = first; i + 1 < words.size() && !found; ++i) found = at(i);
  return found;
}

}  // namespace

std::optional<SizeAndDate> find_size_and_date(const Words& words, std::size_t first, std::size_t likely,
                                              std::chrono::sys_seconds now) {
  const auto read = [&](std::size_t i) { return read_date(words, i + 1, now); };
  const auto guess = [&](std::size_t i) { return guess_date(words, i + 1); };
  const auto found = search(words, first, likely, read);
  return found ? found : search(words, first, likely, guess);
}

}  // namespace plainsock::ftp::listing
