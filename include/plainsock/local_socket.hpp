// Sockets between programs of one machine, named by a path in the file system: AF_UNIX, unix(7).
#pragma once

#include <string_view>

#include "plainsock/tcp_listener.hpp"
#include "plainsock/udp_socket.hpp"

// The classes are those of TCP and UDP: once it is open, such a socket is used alike. Nothing leaves the machine,
// datagrams are neither lost nor reordered, and who may connect is a matter of the file's permissions.
//
// A path of at most 107 bytes. On Linux one that begins with NUL is in the abstract namespace: no file, gone with
// its last socket. A file stays when its socket is closed: remove it (std::filesystem::remove) before and after.
//
// Streams: Linux, and Windows 10 1803 or later. Datagrams: Linux. Where the system has none the error is
// errc::address_family_not_supported.
namespace plainsock::local {

// socket, bind, listen. Errors: errc::address_in_use when the path exists already, filename_too_long.
Result<TcpListener> listen(std::string_view path, int backlog = 4096) noexcept;

// Errors: errc::no_such_file_or_directory, connection_refused when the file is there and nobody listens;
// resource_unavailable_try_again when there is a Deadline and the listener's queue is full (Linux does not let that
// be waited for; without a Deadline connect(2) itself waits).
Result<TcpStream> connect(std::string_view path, Deadline = Deadline::never()) noexcept;

// Datagrams that arrive at `path`. An empty path lets Linux choose a name, so that answers find back.
Result<UdpSocket> bind(std::string_view path) noexcept;
// Datagrams to `path`, without a name of its own: there is no answer. To be answered: bind(""), then send_to.
Result<UdpSocket> connect_datagram(std::string_view path) noexcept;

}  // namespace plainsock::local
