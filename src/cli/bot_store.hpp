// What the bot has been taught: a file that other SQLite tools can read and change.
//
//     CREATE TABLE lesson (question TEXT PRIMARY KEY, answer TEXT NOT NULL)
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace plainsock::cli {

inline constexpr std::size_t longest_lesson_question = 4096;  // bytes
inline constexpr std::size_t longest_lesson_answer = 60000;   // bytes: it must fit into a datagram

// Every member throws Failure when SQLite says no, or when this build has no SQLite.
class BotStore {
 public:
  // Opens the file; creates it when it is missing.
  explicit BotStore(const std::string& file);
  ~BotStore();
  BotStore(const BotStore&) = delete;
  BotStore& operator=(const BotStore&) = delete;

  // A question that is known already gets the new answer.
  void teach(const std::string& question, const std::string& answer);
  // All that `work` teaches becomes visible to others at once, or not at all when it throws.
  void together(const std::function<void()>& work);
  // By the alphabet of the questions.
  void for_each(const std::function<void(std::string question, std::string answer)>& each) const;
  // Another number after somebody else has changed the file.
  std::int64_t version() const;

 private:
  struct Database;
  std::unique_ptr<Database> database_;
};

}  // namespace plainsock::cli
