#include "bot_store.hpp"

#include <sqlite3.h>

#include <optional>
#include <string_view>

#include "command.hpp"

namespace plainsock::cli {
namespace {

struct Close {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

}  // namespace

struct BotStore::Database {
  std::unique_ptr<sqlite3, Close> handle;
  std::string file;

  [[noreturn]] void fail(std::string_view operation) const {
    throw Failure{Status::failed, std::string{operation} + ' ' + file + ": " +
                                      (handle ? sqlite3_errmsg(handle.get()) : "out of memory")};
  }
};

namespace {

// One SQL statement. What comes from outside is bound to it and never part of its text.
template <class Database>
class Statement {
 public:
  Statement(const Database& database, const char* sql) : database_(database) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database.handle.get(), sql, -1, &statement, nullptr) != SQLITE_OK) database.fail("read");
    statement_.reset(statement);
  }

  Statement& bind(int place, const std::string& text) {
    const auto size = static_cast<sqlite3_uint64>(text.size());
    if (sqlite3_bind_text64(get(), place, text.data(), size, nullptr, SQLITE_UTF8) != SQLITE_OK)
      database_.fail("bind");
    return *this;
  }

  // True while there is a row.
  bool step() {
    const int result = sqlite3_step(get());
    if (result != SQLITE_ROW && result != SQLITE_DONE) database_.fail("use");
    return result == SQLITE_ROW;
  }

  std::string text(int column) const {
    const void* bytes = sqlite3_column_blob(get(), column);
    return {static_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(get(), column))};
  }
  std::int64_t number(int column) const { return sqlite3_column_int64(get(), column); }

 private:
  sqlite3_stmt* get() const { return statement_.get(); }

  const Database& database_;
  std::unique_ptr<sqlite3_stmt, Close> statement_;
};

constexpr int busy_patience = 5000;  // milliseconds, while another program writes

}  // namespace

BotStore::BotStore(const std::string& file) : database_(std::make_unique<Database>()) {
  sqlite3* handle = nullptr;
  const int opened = sqlite3_open_v2(file.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  database_->handle.reset(handle);
  database_->file = file;
  if (opened != SQLITE_OK) database_->fail("open");
  sqlite3_busy_timeout(handle, busy_patience);
  Statement{*database_, "CREATE TABLE IF NOT EXISTS lesson (question TEXT PRIMARY KEY, answer TEXT NOT NULL)"}
      .step();
}

BotStore::~BotStore() = default;

void BotStore::teach(const std::string& question, const std::string& answer) {
  Statement{*database_, "INSERT OR REPLACE INTO lesson VALUES (?, ?)"}.bind(1, question).bind(2, answer).step();
}

void BotStore::together(const std::function<void()>& work) {
  Statement{*database_, "BEGIN IMMEDIATE"}.step();
  try {
    work();
  } catch (...) {
    Statement{*database_, "ROLLBACK"}.step();
    throw;
  }
  Statement{*database_, "COMMIT"}.step();
}

void BotStore::for_each(const std::function<void(std::string, std::string)>& each) const {
  Statement all{*database_, "SELECT question, answer FROM lesson ORDER BY question"};
  while (all.step()) each(all.text(0), all.text(1));
}

std::int64_t BotStore::version() const {
  Statement version{*database_, "PRAGMA data_version"};
  return version.step() ? version.number(0) : 0;
}

}  // namespace plainsock::cli
