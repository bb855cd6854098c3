// Uploads of files.
#pragma once

#include <filesystem>
#include <string>

#include "plainsock/ftp/download.hpp"

namespace plainsock::ftp {

// in_place: readers can see the half of the file. atomic: stored under a name of its own beside it and renamed.
enum class Appearance { in_place, atomic };

struct FileUpload {
  Storage::Way way = Storage::Way::replace;
  Type type = Type::image;
  Appearance appearance = Appearance::in_place;
  Partial partial = Partial::fresh;  // resume: what is there already is kept when it is the beginning of the file
  Times times = Times::now;          // preserve: MFMT
  Unproven unproven = Unproven::refuse;
  Verification verification = Verification::usual;
  Retries retries = {};
};

// STOR, APPE or STOU of a local regular file. In TYPE I the server is asked for the size afterwards, if it can say:
// another than the local one is Category::mismatch. A resumed file is compared over its last 256 KiB first.
Outcome upload_file(Client& client, const std::filesystem::path& local, const std::string& remote,
                    const FileUpload& how = {});

// The same from a stream whose size is not known beforehand: no retries, no resume.
Outcome upload_stream(Client& client, LocalFile& file, const std::string& remote, const FileUpload& how = {});

}  // namespace plainsock::ftp
