// What a server says it can do.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "plainsock/ftp/reply.hpp"

namespace plainsock::ftp {

// The answer to FEAT (RFC 2389 section 3.2). A hint: servers list what they do not have and have what they do not
// list.
class Features {
 public:
  // No FEAT was asked for, or it was refused: known() is false and nothing is listed.
  Features() = default;
  // The inner lines of a 211, with or without the space that they should begin with. Another code: as if not asked.
  explicit Features(const Reply& reply);

  bool known() const noexcept { return known_; }

  // Whether the server lists a feature, case does not matter: lists("MDTM"), lists("rest").
  bool lists(std::string_view feature) const;

  // What stands behind a feature's name: "STREAM" for REST, "TLS;SSL" for AUTH; joined by ';' when it was listed
  // more than once; empty without parameters.
  std::string_view parameters(std::string_view feature) const;

  // Whether one of the parameters, which are separated by ';', ',' or spaces, is this one; a '*' behind it (the
  // default, RFC 3659 section 7.8) does not matter: offers("HASH", "SHA-256"), offers("MLST", "size").
  bool offers(std::string_view feature, std::string_view parameter) const;

  // All features, upper case, with their parameters.
  const std::map<std::string, std::string, std::less<>>& all() const& noexcept { return all_; }
  void all() const&& = delete;  // a loop over a temporary's map would read freed memory

 private:
  bool known_ = false;
  std::map<std::string, std::string, std::less<>> all_;
};

}  // namespace plainsock::ftp
