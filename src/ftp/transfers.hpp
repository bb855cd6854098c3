// Transfers over a session: what has to be asked before and after the data.
#pragma once

#include <memory>
#include <string>

#include "data_mover.hpp"
#include "session.hpp"

namespace plainsock::ftp {

// Before a transfer goes on where another ended, so many bytes of what is there already are compared.
constexpr std::uint64_t resume_overlap = 256 * 1024;

class Transfers {
 public:
  explicit Transfers(Session& session) : session_(session) {}

  Outcome retrieve(const std::string& path, DataSink& sink, const Retrieval& how);
  Outcome store(const std::string& path, DataSource& source, const Storage& how);
  std::string list(const std::string& path, ListCommand command);
  // The final one to the last listing.
  const Reply& list_reply() const noexcept { return list_reply_; }

 private:
  Outcome run(const Command& command, DataMover& mover, Transfer& transfer, std::uint64_t offset,
              const NextFile& next);
  void require_own_reply(const Command& command, const Transfer& transfer);
  void begin_at(std::uint64_t offset);
  std::string read_listing(const Command& command);
  std::string list_by_name(const std::string& path, const std::string& verb);
  std::string list_from_inside(const std::string& path, const std::string& verb);

  Session& session_;
  Reply list_reply_;
};

}  // namespace plainsock::ftp
