// How the options make a file's transfer, and a download to stdout.
#pragma once

#include <filesystem>
#include <string>

#include "ftp_options.hpp"
#include "plainsock/ftp/upload.hpp"

namespace plainsock::cli {

ftp::FileDownload how_to_download(const FtpOptions& options);
ftp::FileUpload how_to_upload(const FtpOptions& options);

// Whether to fetch over a local file that may be there; `overwrite`: always, never, newer.
bool is_wanted(ftp::Client& client, const std::string& remote, const std::filesystem::path& local,
               const std::string& overwrite);

// RETR to stdout; ReaderGone when nobody reads it any more.
ftp::Outcome retrieve_to_stdout(ftp::Client& client, const std::string& remote, const ftp::Retrieval& how,
                                const FtpOptions& options);

}  // namespace plainsock::cli
