// How a client behaves, apart from whom it talks to.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "plainsock/deadline.hpp"
#include "plainsock/ip_address.hpp"

namespace plainsock::ftp {

enum class DataMode { passive, active };

// passive: which command asks for the port. With epsv_first the client falls back to PASV, and remembers.
enum class PassiveCommand { epsv_first, pasv_only };

// Whom a data connection goes to after a 227. A server that may choose can make this machine scan others
// (CVE-2020-8284), so as_told is only for a server known to be behind a broken NAT.
enum class PassiveHost { control_peer, as_told };

// active: EPRT falls back to PORT.
enum class ActiveCommand { eprt_first, port_only };

// Whether commands go out before the replies to earlier ones have come. when_safe saves round trips in the ways
// that every known server bears; never is for a firewall that inspects FTP line by line.
enum class SendAhead { when_safe, never };

// What the server writes names in. All text of the library is UTF-8 (utf8: or whatever bytes the server has).
enum class Encoding { utf8, latin1 };

enum class Wire { sent, received };

struct Progress {
  std::uint64_t bytes = 0;             // of this file, with what a resumed one had already
  std::optional<std::uint64_t> total;  // when known
};

struct Options {
  Family family = Family::any;
  std::chrono::milliseconds timeout{30'000};  // for each wait: connecting, a reply, a stall of data
  DataMode data_mode = DataMode::passive;
  PassiveCommand passive_command = PassiveCommand::epsv_first;
  PassiveHost passive_host = PassiveHost::control_peer;
  ActiveCommand active_command = ActiveCommand::eprt_first;
  std::pair<std::uint16_t, std::uint16_t> active_ports{0, 0};  // lowest and highest; 0: any
  SendAhead send_ahead = SendAhead::when_safe;
  Encoding encoding = Encoding::utf8;
  std::string virtual_host = {};       // sent by HOST (RFC 7151) before the login; empty: not at all
  Deadline until = Deadline::never();  // when everything must have been done
  std::uint64_t bytes_a_second = 0;    // 0: as fast as it goes

  // Each line of the control connection, safe for a terminal, passwords as ****.
  std::function<void(Wire, std::string_view)> log;
  // After each piece of data; may be called thousands of times a second.
  std::function<void(const Progress&)> progress;
};

}  // namespace plainsock::ftp
