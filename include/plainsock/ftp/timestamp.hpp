// Points in time as FTP writes them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace plainsock::ftp {

// A point in time with what is known about it.
struct Timestamp {
  enum class Precision { day, minute, second };
  enum class Zone { utc, server };  // server: local time of an unknown zone, as LIST shows it

  std::chrono::sys_seconds time;
  Precision precision = Precision::second;
  Zone zone = Zone::utc;

  bool operator==(const Timestamp&) const = default;
};

// Reads "YYYYMMDDHHMMSS" or "YYYYMMDDHHMMSS.fraction" (RFC 3659 section 2.3), UTC; the fraction is dropped. Also
// the form with the year-2000 bug, "19100" for 2000 up to "19199" for 2099. Nothing when anything else stands there
// or the date or time does not exist; second 60 does.
std::optional<std::chrono::sys_seconds> parse_time(std::string_view text);

// "YYYYMMDDHHMMSS": the argument of MFMT (draft-somers-ftp-mfxx section 3) and of MDTM as some servers take it.
std::string time_text(std::chrono::sys_seconds time);

// "2026-11-22T10:00:00Z" (ISO 8601): in UTC with seconds; "2026-11-22T10:00" and "2026-11-22" with what is known;
// no Z when the zone is the server's.
std::string iso_text(const Timestamp& timestamp);

// The second that these calendar fields name, or nothing when it does not exist.
std::optional<std::chrono::sys_seconds> make_time(int year, unsigned month, unsigned day, unsigned hour = 0,
                                                  unsigned minute = 0, unsigned second = 0);

}  // namespace plainsock::ftp
