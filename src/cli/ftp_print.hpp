// How FTP commands print what they found.
#pragma once

#include <string>
#include <string_view>

#include "plainsock/ftp/features.hpp"
#include "plainsock/ftp/listing.hpp"

namespace plainsock::cli {

// A terminal must not be commanded by a server; a pipe gets the server's bytes.
std::string for_stdout(std::string_view text);

// An entry on one line; in colours on a terminal, but not under NO_COLOR (no-color.org) or on a dumb one.
void print_entry(const ftp::Entry& entry);
// The server's own lines.
void print_listing(std::string_view listing);

void print_reply(const ftp::Reply& reply);
// What FEAT tells, and what plainsock makes of it.
void print_features(const ftp::Features& known);

}  // namespace plainsock::cli
