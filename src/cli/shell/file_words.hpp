// One file of a transfer; get and mget, put and mput do the same with it.
#pragma once

#include <string>

#include "plainsock/ftp/upload.hpp"

namespace plainsock::cli {

class ShellSession;

// `next`: the remote file that will be downloaded after it, if that is known.
void download(ShellSession& session, const std::string& remote, const std::string& local,
              ftp::Partial partial = ftp::Partial::fresh, const std::string& next = {});
void upload(ShellSession& session, const std::string& local, const std::string& remote,
            ftp::Storage::Way way = ftp::Storage::Way::replace);

}  // namespace plainsock::cli
