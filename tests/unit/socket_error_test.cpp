#include "plainsock/error.hpp"

#include <gtest/gtest.h>

#include <string>

using namespace plainsock;

namespace {

struct Meaning {
  std::errc condition;
  std::string_view symbol;  // of POSIX; Winsock's has "WSA" before it
  std::string_view message;
};

constexpr Meaning meanings[] = {
    {std::errc::interrupted, "EINTR", "Interrupted system call"},
    {std::errc::bad_file_descriptor, "EBADF", "Bad file descriptor"},
    {std::errc::permission_denied, "EACCES", "Permission denied"},
    {std::errc::invalid_argument, "EINVAL", "Invalid argument"},
    {std::errc::operation_in_progress, "EINPROGRESS", "Operation now in progress"},
    {std::errc::connection_already_in_progress, "EALREADY", "Operation already in progress"},
    {std::errc::not_a_socket, "ENOTSOCK", "Socket operation on non-socket"},
    {std::errc::destination_address_required, "EDESTADDRREQ", "Destination address required"},
    {std::errc::message_size, "EMSGSIZE", "Message too long"},
    {std::errc::wrong_protocol_type, "EPROTOTYPE", "Protocol wrong type for socket"},
    {std::errc::no_protocol_option, "ENOPROTOOPT", "Protocol not available"},
    {std::errc::protocol_not_supported, "EPROTONOSUPPORT", "Protocol not supported"},
    {std::errc::operation_not_supported, "EOPNOTSUPP", "Operation not supported"},
    {std::errc::address_family_not_supported, "EAFNOSUPPORT", "Address family not supported by protocol"},
    {std::errc::address_in_use, "EADDRINUSE", "Address already in use"},
    {std::errc::address_not_available, "EADDRNOTAVAIL", "Cannot assign requested address"},
    {std::errc::network_down, "ENETDOWN", "Network is down"},
    {std::errc::network_unreachable, "ENETUNREACH", "Network is unreachable"},
    {std::errc::network_reset, "ENETRESET", "Network dropped connection on reset"},
    {std::errc::connection_aborted, "ECONNABORTED", "Software caused connection abort"},
    {std::errc::connection_reset, "ECONNRESET", "Connection reset by peer"},
    {std::errc::no_buffer_space, "ENOBUFS", "No buffer space available"},
    {std::errc::already_connected, "EISCONN", "Transport endpoint is already connected"},
    {std::errc::not_connected, "ENOTCONN", "Transport endpoint is not connected"},
    {std::errc::timed_out, "ETIMEDOUT", "Connection timed out"},
    {std::errc::connection_refused, "ECONNREFUSED", "Connection refused"},
    {std::errc::filename_too_long, "ENAMETOOLONG", "File name too long"},
    {std::errc::host_unreachable, "EHOSTUNREACH", "No route to host"},
};

}  // namespace

TEST(SocketError, of_a_call_compares_equal_to_the_portable_condition_and_to_no_other) {
  for (const auto& one : meanings) {
    for (const auto& other : meanings) {
      const auto code = socket_error(one.condition);
      // Winsock's "abort" is also what POSIX systems call a reset.
      if (one.condition == std::errc::connection_aborted && other.condition == std::errc::connection_reset)
        continue;
      EXPECT_EQ(code == other.condition, one.condition == other.condition) << one.symbol << ' ' << other.symbol;
    }
  }
}

TEST(SocketError, keeps_the_systems_own_code_and_symbol) {
  for (const auto& [condition, symbol, message] : meanings) {
    const auto code = socket_error(condition);
    const std::string name{error_name(code)};
    EXPECT_EQ(code.category(), socket_category()) << symbol;
    EXPECT_TRUE(name == symbol || name == "WSA" + std::string{symbol}) << name;
  }
}

TEST(SocketError, reads_alike_on_every_system) {
  for (const auto& [condition, symbol, message] : meanings) EXPECT_EQ(socket_error(condition).message(), message);
}

TEST(SocketError, knows_both_spellings_of_would_block) {
  for (const auto spelling : {std::errc::operation_would_block, std::errc::resource_unavailable_try_again}) {
    const auto code = socket_error(spelling);
    EXPECT_EQ(code.category(), socket_category());
    EXPECT_TRUE(would_block(code));
    EXPECT_EQ(code, std::errc::operation_would_block);
    EXPECT_EQ(code, std::errc::resource_unavailable_try_again);
  }
  EXPECT_FALSE(would_block(socket_error(std::errc::operation_in_progress)));
  EXPECT_FALSE(would_block({}));
}

TEST(SocketError, of_an_unknown_number_has_a_message_but_no_name_and_no_meaning) {
  const std::error_code unknown{12345, socket_category()};
  EXPECT_NE(unknown.message(), "");
  EXPECT_EQ(error_name(unknown), "");
  for (const auto& [condition, symbol, message] : meanings) EXPECT_FALSE(unknown == condition) << symbol;
}

TEST(SocketError, of_the_library_itself_has_a_name_and_a_message_too) {
  const std::error_code early = SocketError::end_of_stream;
  EXPECT_EQ(error_name(early), "end_of_stream");
  EXPECT_EQ(early.message(), "the peer ended the stream too early");
  const std::error_code missing = ResolveError::host_not_found;
  EXPECT_EQ(error_name(missing), "host_not_found");
  EXPECT_EQ(missing.message(), "no such host");
}
