#include "plainsock/error.hpp"

#include <string>

#include "platform/trace.hpp"

namespace plainsock {
namespace {

struct Text {
  std::string_view name;
  const char* message;
};

Text text_of(SocketError error) noexcept {
  switch (error) {
    case SocketError::end_of_stream:
      return {"end_of_stream", "the peer ended the stream too early"};
    case SocketError::line_too_long:
      return {"line_too_long", "the line is too long"};
    case SocketError::self_connect:
      return {"self_connect", "the connection met itself: nobody listens there"};
    case SocketError::too_many_for_select:
      return {"too_many_for_select", "select() cannot watch this many sockets: use poll or epoll"};
    case SocketError::bad_address:
      return {"bad_address", "not an address"};
  }
  return {{}, "unknown error"};
}

Text text_of(ResolveError error) noexcept {
  switch (error) {
    case ResolveError::host_not_found:
      return {"host_not_found", "no such host"};
    case ResolveError::try_again:
      return {"try_again", "no name server answered"};
    case ResolveError::failed:
      return {"failed", "the name server failed"};
    case ResolveError::service_not_found:
      return {"service_not_found", "no such service"};
    case ResolveError::family_not_supported:
      return {"family_not_supported", "no address of this family"};
    case ResolveError::out_of_memory:
      return {"out_of_memory", "out of memory"};
    case ResolveError::bad_request:
      return {"bad_request", "the look-up was refused"};
  }
  return {{}, "unknown error"};
}

template <class Error>
class Category final : public std::error_category {
 public:
  explicit constexpr Category(const char* name) noexcept : name_(name) {}
  const char* name() const noexcept override { return name_; }
  std::string message(int code) const override { return text_of(static_cast<Error>(code)).message; }

 private:
  const char* name_;
};

}  // namespace

const std::error_category& plainsock_category() noexcept {
  static const Category<SocketError> category{"plainsock"};
  return category;
}

const std::error_category& resolver_category() noexcept {
  static const Category<ResolveError> category{"resolver"};
  return category;
}

std::error_code make_error_code(SocketError error) noexcept {
  return {static_cast<int>(error), plainsock_category()};
}
std::error_code make_error_code(ResolveError error) noexcept {
  return {static_cast<int>(error), resolver_category()};
}

std::string_view error_name(std::error_code error) noexcept {
  if (error.category() == plainsock_category()) return text_of(static_cast<SocketError>(error.value())).name;
  if (error.category() == resolver_category()) return text_of(static_cast<ResolveError>(error.value())).name;
  if (error.category() == socket_category()) return native_error_name(error.value());
  return {};
}

}  // namespace plainsock
