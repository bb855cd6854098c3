// Downloads into files.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>

#include "plainsock/ftp/client.hpp"

namespace plainsock::ftp {

// What to do with a transfer that is complete as far as can be told, but that one witness is missing: the final
// reply did not come although the announced number of bytes did. (A server that announces no size is not held
// against it.)
enum class Unproven { refuse, accept };

// on_request: the server is asked for a checksum (Client::checksum), which is compared with the file's. Where there
// is none to be had, the announced size, the clean end and the final reply must all be there.
enum class Verification { usual, on_request };

// fresh: a failure leaves nothing. resume: what a failure leaves, NAME.part, is continued the next time, and so is
// a file of the final name that is the beginning of the remote one.
enum class Partial { fresh, resume };

enum class Times { now, preserve };  // of the local file: MDTM

// The checksum of what is in a file, from its beginning. Throws ftp::Error (local); `name` is what it calls the
// file.
Checksum checksum_of(LocalFile& file, Hash hash, const std::string& name);

// What is asked for by Verification::on_request, of a file at the server and its copy here. Throws
// Category::mismatch when the checksums differ, unverified when there is none and `outcome` is not complete.
void verify_copy(Client& client, const std::string& remote, LocalFile& copy, const std::string& name,
                 const Outcome& outcome);

// Trying again after failures that can pass. `reopen` connects and logs in anew.
struct Retries {
  int most = 0;
  std::function<void()> reopen = {};
};

// How long to wait before the n-th retry (from 0): 1 s, 2 s, 4 s, ... at most 30 s.
std::chrono::milliseconds retry_delay(int n) noexcept;

struct FileDownload {
  Type type = Type::image;
  Unproven unproven = Unproven::refuse;
  Verification verification = Verification::usual;
  Partial partial = Partial::fresh;
  Times times = Times::now;
  Retries retries = {};
  std::optional<std::chrono::sys_seconds> modified = {};  // the time for the local file, when it is known already
  Retrieval range = {};                                   // offset and length: only a part of the remote file; size
  NextFile next = {};
};

// RETR into a file that has its name only once it is complete: the bytes go to a new file beside it, which is then
// renamed over the old one. Whatever fails, the old file stays as it was and nothing new is left (but for what
// Partial::resume keeps). What is continued must be proven to be the beginning of the remote file: its last 256 KiB
// are fetched again and compared, and NAME.part remembers the size and time of the file that it is a part of.
// Throws ftp::Error: Category::unverified for Unproven::refuse, mismatch when the local file is not the beginning.
Outcome download_file(Client& client, const std::string& remote, const std::filesystem::path& local,
                      const FileDownload& how = {});

}  // namespace plainsock::ftp
