#include "plainsock/ftp/download.hpp"

#include "temporary_file.hpp"

namespace plainsock::ftp {
namespace {

void require_proof(const Outcome& outcome, const std::string& remote) {
  if (outcome.reply.completion()) return;
  throw Error(Category::unverified, "RETR " + remote,
              std::to_string(outcome.bytes) + " bytes came, as many as announced, but no final reply");
}

}  // namespace

// Created before the transfer begins, so that what cannot be written is not asked for.
Outcome download_file(Client& client, const std::string& remote, const std::filesystem::path& local,
                      const FileDownload& how) {
  TemporaryFile temporary{local};
  FileSink sink{temporary.file(), utf8_from_path(local)};
  const auto outcome = client.retrieve(remote, sink, {.type = how.type, .length = {}, .next = how.next});
  if (how.unproven == Unproven::refuse) require_proof(outcome, remote);
  temporary.commit();
  return outcome;
}

}  // namespace plainsock::ftp
