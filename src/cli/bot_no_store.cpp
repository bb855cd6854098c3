// For a build without SQLite; CMake takes this file or bot_store.cpp.
#include "bot_store.hpp"
#include "command.hpp"

namespace plainsock::cli {

struct BotStore::Database {};

BotStore::BotStore(const std::string& file) {
  throw Failure{Status::failed, "open " + file + ": this plainsock was built without SQLite"};
}
BotStore::~BotStore() = default;
void BotStore::teach(const std::string&, const std::string&) {}
void BotStore::together(const std::function<void()>&) {}
void BotStore::for_each(const std::function<void(std::string, std::string)>&) const {}
std::int64_t BotStore::version() const { return 0; }

}  // namespace plainsock::cli
