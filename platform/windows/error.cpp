#include "plainsock/error.hpp"

#include <algorithm>
#include <iterator>
#include <string>

#include "platform/native.hpp"
#include "platform/trace.hpp"

namespace plainsock {
namespace {

struct Code {
  int number;
  std::errc condition;  // what it is in the portable words, or not_portable
  std::string_view name;
  const char* message;  // what a POSIX system would say of it
};

constexpr auto not_portable = static_cast<std::errc>(0);

#define CODE(name, condition, message) \
  { name, condition, #name, message }

// In the order of the numbers (winerror.h; meanings: MSDN, "Windows Sockets Error Codes").
constexpr Code codes[] = {
    CODE(WSA_INVALID_HANDLE, std::errc::bad_file_descriptor, "Bad handle"),
    CODE(WSA_NOT_ENOUGH_MEMORY, std::errc::not_enough_memory, "Cannot allocate memory"),
    CODE(WSA_INVALID_PARAMETER, std::errc::invalid_argument, "Invalid argument"),
    CODE(WSA_OPERATION_ABORTED, std::errc::operation_canceled, "Operation canceled"),
    CODE(WSAEINTR, std::errc::interrupted, "Interrupted system call"),
    CODE(WSAEBADF, std::errc::bad_file_descriptor, "Bad file descriptor"),
    CODE(WSAEACCES, std::errc::permission_denied, "Permission denied"),
    CODE(WSAEFAULT, std::errc::bad_address, "Bad address"),
    CODE(WSAEINVAL, std::errc::invalid_argument, "Invalid argument"),
    CODE(WSAEMFILE, std::errc::too_many_files_open, "Too many open sockets"),
    CODE(WSAEWOULDBLOCK, std::errc::operation_would_block, "Resource temporarily unavailable"),
    CODE(WSAEINPROGRESS, std::errc::operation_in_progress, "Operation now in progress"),
    CODE(WSAEALREADY, std::errc::connection_already_in_progress, "Operation already in progress"),
    CODE(WSAENOTSOCK, std::errc::not_a_socket, "Socket operation on non-socket"),
    CODE(WSAEDESTADDRREQ, std::errc::destination_address_required, "Destination address required"),
    CODE(WSAEMSGSIZE, std::errc::message_size, "Message too long"),
    CODE(WSAEPROTOTYPE, std::errc::wrong_protocol_type, "Protocol wrong type for socket"),
    CODE(WSAENOPROTOOPT, std::errc::no_protocol_option, "Protocol not available"),
    CODE(WSAEPROTONOSUPPORT, std::errc::protocol_not_supported, "Protocol not supported"),
    CODE(WSAESOCKTNOSUPPORT, not_portable, "Socket type not supported"),
    CODE(WSAEOPNOTSUPP, std::errc::operation_not_supported, "Operation not supported"),
    CODE(WSAEPFNOSUPPORT, not_portable, "Protocol family not supported"),
    CODE(WSAEAFNOSUPPORT, std::errc::address_family_not_supported, "Address family not supported by protocol"),
    CODE(WSAEADDRINUSE, std::errc::address_in_use, "Address already in use"),
    CODE(WSAEADDRNOTAVAIL, std::errc::address_not_available, "Cannot assign requested address"),
    CODE(WSAENETDOWN, std::errc::network_down, "Network is down"),
    CODE(WSAENETUNREACH, std::errc::network_unreachable, "Network is unreachable"),
    CODE(WSAENETRESET, std::errc::network_reset, "Network dropped connection on reset"),
    CODE(WSAECONNABORTED, std::errc::connection_aborted, "Software caused connection abort"),
    CODE(WSAECONNRESET, std::errc::connection_reset, "Connection reset by peer"),
    CODE(WSAENOBUFS, std::errc::no_buffer_space, "No buffer space available"),
    CODE(WSAEISCONN, std::errc::already_connected, "Transport endpoint is already connected"),
    CODE(WSAENOTCONN, std::errc::not_connected, "Transport endpoint is not connected"),
    CODE(WSAESHUTDOWN, std::errc::broken_pipe, "Cannot send after socket shutdown"),
    CODE(WSAETIMEDOUT, std::errc::timed_out, "Connection timed out"),
    CODE(WSAECONNREFUSED, std::errc::connection_refused, "Connection refused"),
    CODE(WSAELOOP, std::errc::too_many_symbolic_link_levels, "Too many levels of symbolic links"),
    CODE(WSAENAMETOOLONG, std::errc::filename_too_long, "File name too long"),
    CODE(WSAEHOSTDOWN, std::errc::host_unreachable, "Host is down"),
    CODE(WSAEHOSTUNREACH, std::errc::host_unreachable, "No route to host"),
    CODE(WSAEPROCLIM, not_portable, "Too many processes use Winsock"),
    CODE(WSASYSNOTREADY, not_portable, "The network subsystem is not available"),
    CODE(WSAVERNOTSUPPORTED, not_portable, "This version of Winsock is not supported"),
    CODE(WSANOTINITIALISED, not_portable, "Winsock has not been started"),
    CODE(WSAEDISCON, not_portable, "The peer is shutting down"),
    CODE(WSAEPROVIDERFAILEDINIT, not_portable, "The network's service provider cannot be started"),
    CODE(WSASYSCALLFAILURE, not_portable, "A system call that cannot fail has failed"),
    CODE(WSATYPE_NOT_FOUND, not_portable, "No such service"),
    CODE(WSAHOST_NOT_FOUND, not_portable, "No such host"),
    CODE(WSATRY_AGAIN, not_portable, "No name server answered"),
    CODE(WSANO_RECOVERY, not_portable, "The name server failed"),
    CODE(WSANO_DATA, not_portable, "No address of this kind"),
};

#undef CODE

const Code* find(int number) noexcept {
  const auto* found = std::lower_bound(std::begin(codes), std::end(codes), number,
                                       [](const Code& code, int wanted) { return code.number < wanted; });
  return found != std::end(codes) && found->number == number ? found : nullptr;
}

class WinsockCategory final : public std::error_category {
 public:
  const char* name() const noexcept override { return "winsock"; }

  std::string message(int number) const override {
    const auto* code = find(number);
    return code ? code->message : std::system_category().message(number);
  }

  std::error_condition default_error_condition(int number) const noexcept override {
    const auto* code = find(number);
    return code && code->condition != not_portable ? std::make_error_condition(code->condition)
                                                   : std::error_condition{number, *this};
  }

  // Two codes are two conditions each: EAGAIN is EWOULDBLOCK on POSIX systems, and what they call a reset Winsock
  // calls an abort when it notices by itself, for example by a send to a peer that is gone.
  bool equivalent(int number, const std::error_condition& condition) const noexcept override {
    if (number == WSAEWOULDBLOCK && condition == std::errc::resource_unavailable_try_again) return true;
    if (number == WSAECONNABORTED && condition == std::errc::connection_reset) return true;
    return std::error_category::equivalent(number, condition);
  }
};

}  // namespace

// std::system_category() of mingw-w64's library knows no Winsock code.
const std::error_category& socket_category() noexcept {
  static const WinsockCategory category;
  return category;
}

// From the end: where two codes mean the same, Winsock's own has the greater number.
std::error_code socket_error(std::errc condition) noexcept {
  if (condition == std::errc::resource_unavailable_try_again) condition = std::errc::operation_would_block;
  const auto found = std::find_if(std::rbegin(codes), std::rend(codes),
                                  [&](const Code& code) { return code.condition == condition; });
  return found != std::rend(codes) ? std::error_code{found->number, socket_category()}
                                   : std::make_error_code(condition);
}

std::string_view native_error_name(int number) noexcept {
  const auto* code = find(number);
  return code ? code->name : std::string_view{};
}

}  // namespace plainsock
