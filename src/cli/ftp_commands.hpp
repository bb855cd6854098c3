// The commands of `plainsock ftp`, behind the parsing of their options.
#pragma once

#include <string>
#include <vector>

#include "ftp_options.hpp"

namespace plainsock::cli {

struct GetOptions {
  std::vector<std::string> urls;
  std::string output;  // FILE, "-" or "DIR/"
  bool ascii = false;
};
Status ftp_get(const GetOptions& get, const FtpOptions& options, const Context& context);

struct ListOptions {
  std::string url;
  bool names = false;
  bool raw = false;
};
Status ftp_ls(const ListOptions& list, const FtpOptions& options, const Context& context);

}  // namespace plainsock::cli
