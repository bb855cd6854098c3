#include "bot_words.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace plainsock::cli {
namespace {

constexpr std::size_t longest_question = 4096;  // bytes that are looked at
constexpr std::size_t most_words = 64;
constexpr std::size_t most_ties = 5;  // that are told

// The letters of Latin-1 (from U+00C0) and Latin Extended-A (to U+017F) without their accents.
constexpr std::string_view plain_letters =
    "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssss"
    "ssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(plain_letters.size() == 0x180 - 0xC0);

constexpr std::array<std::string_view, 64> stop_words = {
    "a",    "ao",   "aos",  "as",  "com",  "como", "da",   "das", "de",   "do",   "dos",   "e",    "em",
    "esta", "eu",   "foi",  "ha",  "isso", "me",   "na",   "nas", "no",   "nos",  "o",     "onde", "os",
    "ou",   "para", "pela", "por", "qual", "que",  "quem", "se",  "ser",  "sao",  "um",    "uma",  "voce",
    "am",   "an",   "and",  "are", "at",   "be",   "can",  "did", "does", "for",  "how",   "i",    "in",
    "is",   "it",   "of",   "on",  "or",   "the",  "to",   "was", "what", "when", "where", "who"};

bool is_stop_word(const std::string& word) {
  return std::find(stop_words.begin(), stop_words.end(), word) != stop_words.end();
}

// The next code point of UTF-8; a byte that is none counts as punctuation.
char32_t take_character(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 0;
  if (length == 0 || length > text.size()) return text.remove_prefix(1), U' ';
  char32_t code = length == 1 ? lead : lead & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) code = code << 6 | (static_cast<unsigned char>(text[i]) & 0x3Fu);
  text.remove_prefix(length);
  return code;
}

bool is_accent(char32_t code) { return code >= 0x300 && code < 0x370; }  // combining, after its letter

bool is_punctuation(char32_t code) {
  return (code >= 0x80 && code < 0xC0) || (code >= 0x2000 && code < 0x2070) || (code >= 0x3000 && code < 0x3040);
}

char32_t folded(char32_t code) {
  if (code >= 'A' && code <= 'Z') return code + ('a' - 'A');
  if ((code >= 'a' && code <= 'z') || (code >= '0' && code <= '9')) return code;
  if (code < 0x80 || is_punctuation(code)) return U' ';
  if (code < 0x180) return static_cast<unsigned char>(plain_letters[code - 0xC0]);
  if ((code >= 0x391 && code <= 0x3A9) || (code >= 0x410 && code <= 0x42F)) return code + 0x20;  // Greek, Cyrillic
  return code;
}

void append_utf8(std::string& out, char32_t code) {
  const auto add = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (code < 0x80) return add(code);
  if (code < 0x800) return add(0xC0 | code >> 6), add(0x80 | (code & 0x3F));
  if (code < 0x10000) return add(0xE0 | code >> 12), add(0x80 | (code >> 6 & 0x3F)), add(0x80 | (code & 0x3F));
  add(0xF0 | code >> 18), add(0x80 | (code >> 12 & 0x3F)), add(0x80 | (code >> 6 & 0x3F)),
      add(0x80 | (code & 0x3F));
}

std::vector<std::string> all_words(std::string_view text) {
  std::vector<std::string> words(1);
  while (!text.empty() && words.size() <= most_words) {
    const auto code = take_character(text);
    if (is_accent(code)) continue;
    const auto letter = folded(code);
    if (letter != U' ')
      append_utf8(words.back(), letter);
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

std::string said_with_its_question(const Lesson& lesson) { return lesson.question + " -> " + lesson.answer; }

std::string answer_of(const std::vector<const Lesson*>& best) {
  if (best.empty()) return "I know no answer to that.";
  if (best.size() == 1) return best.front()->answer;
  auto text = std::to_string(best.size()) + " questions match equally well:";
  for (std::size_t i = 0; i < std::min(best.size(), most_ties); ++i)
    text += '\n' + said_with_its_question(*best[i]);
  return text;
}

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
  auto words = all_words(text.substr(0, longest_question));
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  std::vector<std::string> telling;
  std::remove_copy_if(words.begin(), words.end(), std::back_inserter(telling), is_stop_word);
  return telling.empty() ? words : telling;
}

double likeness(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::string_view> shared;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(shared));
  return shared.empty() ? 0 : 2.0 * static_cast<double>(shared.size()) / static_cast<double>(a.size() + b.size());
}

std::string best_answer(const std::vector<Lesson>& lessons, std::string_view question) {
  const auto asked = words_of(question);
  double highest = 0;
  std::vector<const Lesson*> best;
  for (const auto& lesson : lessons) {
    const auto score = likeness(asked, lesson.words);
    if (score > highest) best.clear();
    if (score >= highest && score > 0) best.push_back(&lesson);
    highest = std::max(highest, score);
  }
  return answer_of(best);
}

}  // namespace plainsock::cli
