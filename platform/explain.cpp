// What --explain says of each call of both systems.
#include <algorithm>
#include <iterator>

#include "plainsock/trace.hpp"

namespace plainsock {
namespace {

struct Sentence {
  std::string_view call;
  std::string_view text;
};

// In the order of the names.
constexpr Sentence sentences[] = {
    {"CancelIoEx", "wakes the threads that are blocked in a call on the socket (MSDN CancelIoEx)"},
    {"GetAddrInfoW", "turns a name into addresses: hosts file, then DNS; in UTF-16 (MSDN GetAddrInfoW, RFC 3493)"},
    {"GetNameInfoW", "turns an address into a name, in UTF-16 (MSDN GetNameInfoW, RFC 3493)"},
    {"SetHandleInformation", "keeps an accepted socket out of child processes (MSDN SetHandleInformation)"},
    {"TransmitFile", "moves bytes from a file to a socket inside the kernel (MSDN TransmitFile)"},
    {"WSAIoctl",
     "switches what has no option of its own; SIO_UDP_CONNRESET: whether an ICMP error of one peer fails the next "
     "receive (MSDN WSAIoctl, Winsock IOCTLs)"},
    {"WSAPoll", "waits until one of an array of sockets is ready (MSDN WSAPoll)"},
    {"WSARecv", "fills several buffers in order from one stream (MSDN WSARecv)"},
    {"WSASend", "sends several buffers one behind the other, as one write (MSDN WSASend)"},
    {"WSASocketW",
     "asks for a new endpoint of a family and type, not inherited by child processes (MSDN WSASocketW)"},
    {"WSAStartup", "loads Winsock and agrees on its version; nothing works before it (MSDN WSAStartup)"},
    {"accept",
     "takes the first finished connection off the listener's queue as a new socket (accept(2), MSDN accept)"},
    {"accept4",
     "takes the first finished connection off the listener's queue as a new socket, with flags (accept(2))"},
    {"bind", "gives the socket a local address; port 0 lets the kernel choose (bind(2), MSDN bind)"},
    {"close",
     "gives the descriptor back; the last one closes the connection: FIN, or RST when unread data is lost "
     "(close(2))"},
    {"closesocket", "gives the socket back; the last handle closes the connection (MSDN closesocket)"},
    {"connect",
     "TCP: sends SYN and waits for the answer; UDP: only notes the peer, nothing is sent (connect(2), MSDN "
     "connect)"},
    {"epoll_create1", "makes a set of watched descriptors that lives in the kernel (epoll_create(2))"},
    {"epoll_ctl", "adds, changes or removes one descriptor of an epoll set (epoll_ctl(2))"},
    {"epoll_wait",
     "waits until a descriptor of the set is ready; costs what is ready, not what is watched (epoll_wait(2))"},
    {"eventfd2", "makes a counter that can be waited for, to wake a poller from another thread (eventfd(2))"},
    {"getaddrinfo",
     "turns a name into addresses: hosts file, then DNS; no system call of its own (getaddrinfo(3), RFC 3493)"},
    {"getnameinfo", "turns an address into a name (getnameinfo(3), RFC 3493)"},
    {"getpeername", "tells the address of the other end (getpeername(2))"},
    {"getsockname", "tells the socket's own address, for example the port that the kernel chose (getsockname(2))"},
    {"getsockopt", "reads an option; SO_ERROR is the pending error, cleared by reading (getsockopt(2), socket(7))"},
    {"ioctl", "FIONBIO switches non-blocking mode (ioctl(2))"},
    {"ioctlsocket", "FIONBIO switches non-blocking mode (MSDN ioctlsocket)"},
    {"listen",
     "makes the socket a listener: from now on the kernel completes connections and queues them (listen(2))"},
    {"poll", "waits until one of an array of descriptors is ready (poll(2))"},
    {"read", "takes bytes, here an eventfd's counter (read(2))"},
    {"recv", "takes what has arrived, at least 1 byte; 0 is the end of the stream (MSDN recv)"},
    {"recvfrom",
     "takes what has arrived: of a stream at least 1 byte, 0 at its end; of UDP one datagram and its sender "
     "(recv(2))"},
    {"recvmmsg", "takes many datagrams by one call (recvmmsg(2))"},
    {"recvmsg", "takes data into several buffers, with control messages (recvmsg(2))"},
    {"select",
     "waits until a descriptor of three bit sets is ready; the sets are rewritten (select(2), MSDN select)"},
    {"send", "hands bytes to the kernel's send buffer; that they arrive is not yet said (MSDN send)"},
    {"sendfile", "moves bytes from a file to a socket inside the kernel (sendfile(2))"},
    {"sendmmsg", "sends many datagrams by one call (sendmmsg(2))"},
    {"sendmsg", "sends several buffers one behind the other, with control messages (sendmsg(2))"},
    {"sendto",
     "hands bytes to the kernel's send buffer, or one datagram to an address; that they arrive is not yet said "
     "(send(2))"},
    {"setsockopt", "sets an option of the socket (setsockopt(2), socket(7), tcp(7), udp(7), ip(7), ipv6(7))"},
    {"shutdown", "ends one direction: SHUT_WR sends FIN, the other direction goes on (shutdown(2))"},
    {"socket", "asks for a new endpoint of a family and type; nothing is sent (socket(2))"},
    {"splice", "moves bytes between a socket and a pipe inside the kernel (splice(2))"},
    {"write", "hands bytes over, here to an eventfd's counter (write(2))"},
};

}  // namespace

std::string_view explain_call(std::string_view name) noexcept {
  const auto found =
      std::lower_bound(std::begin(sentences), std::end(sentences), name,
                       [](const Sentence& sentence, std::string_view call) { return sentence.call < call; });
  return found != std::end(sentences) && found->call == name ? found->text : std::string_view{};
}

}  // namespace plainsock
