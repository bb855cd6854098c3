// The families of LIST formats, one file each. Each function gives the entry of a line in its format, `raw` left
// empty, or nothing when the line has another format; it never throws for what a server sends.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "plainsock/ftp/listing.hpp"

namespace plainsock::ftp::listing {

std::optional<Entry> parse_facts_line(std::string_view line);
std::optional<Entry> parse_eplf(std::string_view line);
std::optional<Entry> parse_unix(std::string_view line, std::chrono::sys_seconds now);
std::optional<Entry> parse_netware(std::string_view line, std::chrono::sys_seconds now);
std::optional<Entry> parse_dos(std::string_view line);
std::optional<Entry> parse_os400(std::string_view line, std::chrono::sys_seconds now);
std::optional<Entry> parse_vms(std::string_view line);
std::optional<Entry> parse_zos_dataset(std::string_view line);
std::optional<Entry> parse_zos_member(std::string_view line);
std::optional<Entry> parse_zos_job(std::string_view line);

// The first half of a VMS entry: "NAME.TYPE;1" alone.
bool is_vms_name_alone(std::string_view line);

// A name that z/OS can have: letters, digits, '@', '#', '$', '-' and dots between qualifiers of at most eight.
bool is_zos_name(std::string_view name);

}  // namespace plainsock::ftp::listing
