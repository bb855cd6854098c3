// Questions as words, and the question that is meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plainsock::cli {

// The distinct words of a text, sorted: without case, accents and punctuation, and without the words that every
// question has (Portuguese and English), unless there are no others. At most 64.
std::vector<std::string> words_of(std::string_view text);

struct Lesson {
  std::string question;
  std::string answer;
  std::vector<std::string> words;  // of the question
};

// How much two sets of words have in common: 0 nothing, 1 everything. Twice the shared words by the words of both
// (Dice's coefficient), so that neither a long nor a short question is preferred.
double likeness(const std::vector<std::string>& a, const std::vector<std::string>& b);

// The answer of the lesson that is most like the question. When several are, each with its question; a sentence
// that says so when none is.
std::string best_answer(const std::vector<Lesson>& lessons, std::string_view question);

}  // namespace plainsock::cli
