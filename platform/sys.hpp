// The seam: all that the library asks of an operating system, one system call a function. Implemented once for each
// system in posix/ (with linux/) and windows/. README.md beside this file holds the contract; what differs between
// the systems is made alike below this line, so that nothing above it asks where it runs.
//
// Every function repeats after EINTR where that is right, clamps lengths to what the call can take, never raises a
// signal, and returns the system's code in socket_category().
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "plainsock/poller.hpp"
#include "plainsock/resolver.hpp"
#include "plainsock/socket.hpp"
#include "plainsock/udp_socket.hpp"

namespace plainsock::sys {

// Whether a call may block: MSG_DONTWAIT where there is one; on Windows Wait::no puts the socket into non-blocking
// mode.
enum class Wait { no, yes };
enum class Peek { no, yes };

// Open, name, close.
Result<Descriptor> open(Family, SocketType,
                        Blocking) noexcept;  // close-on-exec; Windows UDP: SIO_UDP_CONNRESET off
Result<void> close(Descriptor) noexcept;     // called once, whatever it says
Result<void> bind(Descriptor, const SocketAddress&) noexcept;
Result<void> claim_address(
    Descriptor) noexcept;  // a second live listener must fail: SO_REUSEADDR, SO_EXCLUSIVEADDRUSE
Result<void> listen(Descriptor, int backlog) noexcept;
Result<Descriptor> accept(Descriptor, SocketAddress& peer) noexcept;  // blocking, close-on-exec
// operation_in_progress when it goes on in the background (also after EINTR).
Result<void> connect(Descriptor, const SocketAddress&) noexcept;
Result<void> shutdown(Descriptor, Direction) noexcept;
Result<SocketAddress> local_address(Descriptor) noexcept;
Result<SocketAddress> peer_address(Descriptor) noexcept;
Result<void> set_blocking(Descriptor, Blocking) noexcept;

// Streams. 0 from recv is the end of the stream.
Result<std::size_t> send(Descriptor, std::span<const std::byte>, Wait) noexcept;
Result<std::size_t> send_urgent(Descriptor, std::span<const std::byte>) noexcept;  // MSG_OOB; never blocks
Result<std::size_t> recv(Descriptor, std::span<std::byte>, Wait, Peek = Peek::no) noexcept;
Result<std::size_t> send_vector(Descriptor, std::span<const std::span<const std::byte>>,
                                Wait) noexcept;                                                     // at most 64
Result<std::size_t> recv_vector(Descriptor, std::span<const std::span<std::byte>>, Wait) noexcept;  // at most 64

// Datagrams. `to` or `from` may be null on a connected socket.
Result<void> send_datagram(Descriptor, std::span<const std::byte>, const SocketAddress* to, Wait) noexcept;
Result<Received> recv_datagram(Descriptor, std::span<std::byte>, SocketAddress* from, Wait) noexcept;
Result<std::size_t> send_many(Descriptor, std::span<const OutgoingDatagram>, Wait) noexcept;  // at most 64
Result<std::size_t> recv_many(Descriptor, std::span<IncomingDatagram>, Wait) noexcept;        // at most 64
Result<void> send_segmented(Descriptor, std::span<const std::byte>, std::size_t segment, Wait) noexcept;
Result<void> recv_merged(Descriptor, IncomingDatagram&, Wait) noexcept;
Result<void> report_routes(Descriptor, Family) noexcept;
Result<void> send_routed(Descriptor, std::span<const std::byte>, const Route&, Wait) noexcept;
Result<Received> recv_routed(Descriptor, std::span<std::byte>, Route&, Wait) noexcept;  // after report_routes
enum class Membership { join, leave };
Result<void> set_membership(Descriptor, Membership, const IpAddress& group, unsigned interface_index) noexcept;
Result<void> set_multicast_interface(Descriptor, Family, unsigned interface_index) noexcept;
Result<unsigned> interface_index(std::string_view name) noexcept;

// Options. no_protocol_option where the system has none of that name.
Result<void> set_option(Descriptor, OptionName, int value) noexcept;
Result<int> get_option(Descriptor, OptionName) noexcept;
Result<void> set_linger(Descriptor, std::optional<int> seconds) noexcept;
Result<std::optional<int>> get_linger(Descriptor) noexcept;
Result<void> set_text_option(Descriptor, OptionName, std::string_view value) noexcept;
Result<std::string> get_text_option(Descriptor, OptionName);
Result<TcpInfo> tcp_info(Descriptor) noexcept;
Result<void> take_error(Descriptor) noexcept;  // SO_ERROR

// Waits for one of a few sockets: poll, select. Fills `ready`; success with nothing ready means that the Deadline
// has passed.
struct WaitItem {
  Descriptor descriptor = Descriptor::none;
  Interest interest = Interest::none;
  Interest ready = Interest::none;
};
Result<void> wait(std::span<WaitItem>, Deadline) noexcept;

// Something that a Poller can watch and another thread can make readable: eventfd, a UDP socket connected to
// itself.
Result<Descriptor> open_waker() noexcept;
Result<void> signal_waker(Descriptor) noexcept;
void drain_waker(Descriptor) noexcept;

// Names. In their own category: resolver_category().
Result<std::vector<SocketAddress>> resolve(const std::string& host, const std::string& service, ResolveOptions);
Result<std::string> canonical_name(const std::string& host);
Result<std::string> reverse_lookup(const SocketAddress&);
Result<std::uint16_t> service_port(const std::string& name, Transport);
Result<std::string> service_name(std::uint16_t port, Transport);

}  // namespace plainsock::sys
