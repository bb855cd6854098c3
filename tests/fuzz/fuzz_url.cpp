// URLs: refused with ftp::Error, or written so that they read the same; their patterns as Glob.
#include <string>

#include "fuzz.hpp"
#include "plainsock/ftp/error.hpp"
#include "plainsock/ftp/glob.hpp"
#include "plainsock/ftp/url.hpp"

namespace {

using namespace plainsock::ftp;

void check(Url url) {
  using namespace std::string_view_literals;
  const std::string decoded = url.path + url.user.value_or("") + url.password.value_or("");
  require(!url.host.empty() && url.port != 0 && decoded.find_first_of("\r\n\0"sv) == std::string::npos);
  url.password.reset();
  require(parse_url(to_string(url)) == url);
  Glob(url.pattern).matches(url.name());
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const FuzzInput input(data, size);
  const std::string scheme = input.choice % 8 == 0 ? "" : "ftp://";
  try {
    check(parse_url(scheme + std::string(input.bytes)));
  } catch (const Error& error) {
    require(error.category() == Category::usage);
  }
  return 0;
}
