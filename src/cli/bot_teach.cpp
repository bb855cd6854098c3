// plainsock bot teach and list: the file of questions and answers.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "bot.hpp"
#include "bot_store.hpp"
#include "plainsock/visible.hpp"

namespace plainsock::cli {
namespace {

std::string strip_line_end(std::string line) {
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return line;
}

// Empty when the pair can be taught, otherwise why not.
std::string objection(const std::string& question, const std::string& answer) {
  if (question.empty() || answer.empty()) return "a question and an answer are needed";
  if (question.size() > longest_lesson_question) return "the question is longer than 4096 bytes";
  if (answer.size() > longest_lesson_answer) return "the answer is longer than 60000 bytes: it must fit a datagram";
  if (visible(question) != question || visible(answer) != answer) return "not clean UTF-8 text";
  return {};
}

class Import {
 public:
  Import(BotStore& store, const std::string& file) : store_(store), file_(file) {}

  Status run(std::istream& lines) {
    store_.together([&] {
      for (std::string text; std::getline(lines, text);) line(strip_line_end(std::move(text)));
    });
    print_line("learned " + std::to_string(learned_));
    return refused_ == 0 ? Status::done : Status::partial;
  }

 private:
  void line(const std::string& text) {
    ++number_;
    if (text.empty()) return;
    const auto tab = std::min(text.find('\t'), text.size());
    const auto question = text.substr(0, tab);
    const auto answer = tab < text.size() ? text.substr(tab + 1) : std::string{};
    if (const auto why = objection(question, answer); !why.empty()) {
      ++refused_;
      return complain("import " + file_ + ':' + std::to_string(number_) + ": " + why);
    }
    store_.teach(question, answer);
    ++learned_;
  }

  BotStore& store_;
  const std::string& file_;
  std::size_t number_ = 0;
  std::size_t learned_ = 0;
  std::size_t refused_ = 0;
};

Status import_from(BotStore& store, const std::string& file) {
  Import pairs{store, file};
  if (file == "-") return pairs.run(std::cin);
  std::ifstream lines{std::filesystem::path{std::u8string{file.begin(), file.end()}}, std::ios::binary};
  if (!lines) throw Failure{Status::failed, "open " + file + ": cannot be read"};
  return pairs.run(lines);
}

}  // namespace

Status teach_bot(const BotTeachOptions& options, const Context&) {
  const bool pair = !options.question.empty() || !options.answer.empty();
  if (pair == !options.source.empty())
    throw Failure{Status::usage,
                  "usage: teach either QUESTION ANSWER or --import FILE (plainsock bot teach --help)"};
  BotStore store{options.file};
  if (!pair) return import_from(store, options.source);
  if (const auto why = objection(options.question, options.answer); !why.empty())
    throw Failure{Status::usage, "teach: " + why};
  store.teach(options.question, options.answer);
  print_line("learned 1");
  return Status::done;
}

Status list_bot(const BotListOptions& options, const Context& context) {
  const BotStore store{options.file};
  auto records = nlohmann::ordered_json::array();
  store.for_each([&](const std::string& question, const std::string& answer) {
    if (context.json)
      records.push_back({{"question", visible(question)}, {"answer", visible(answer)}});
    else
      print_line(visible_line(question) + '\t' + visible_line(answer));
  });
  if (context.json) print_line(records.dump());
  return Status::done;
}

}  // namespace plainsock::cli
