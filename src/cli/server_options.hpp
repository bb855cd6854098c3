// What the servers of this program have in common: where they listen, how they answer, what ends them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "command.hpp"
#include "plainsock/resolver.hpp"

namespace plainsock::cli {

struct ListenOptions {
  std::string bind = "127.0.0.1";
  std::uint16_t port = 43210;  // 0: any free one
};
void add_listen_options(CLI::App& command, ListenOptions& options);

// Throws Failure when --bind is no address of this machine's kind.
SocketAddress listen_address(const ListenOptions& options, const Context& context, Transport transport);

// An operation that failed at a place, as cli.md wants it: "bind 127.0.0.1:80: Permission denied".
[[noreturn]] void fail_at(std::string_view operation, const std::string& where, std::error_code error,
                          std::string_view what_to_try = {});

// Reads the rest of stdin.
std::string read_all_input();

}  // namespace plainsock::cli
