#include "network_error.hpp"

#include "plainsock/error.hpp"

namespace plainsock::ftp {
namespace {

Category category_of(std::error_code error) {
  return error == std::errc::timed_out ? Category::timeout : Category::network;
}

}  // namespace

Error network_error(const std::string& step, std::error_code error) {
  return {category_of(error), step, error.message(), Retry::can_help};
}

Error connect_error(const std::string& host, std::uint16_t port, std::error_code error,
                    const std::vector<ConnectFailure>& failures) {
  if (error.category() == resolver_category()) {
    const auto retry = error == ResolveError::try_again ? Retry::can_help : Retry::cannot_help;
    return {Category::network, "resolve " + host, error.message(), retry};
  }
  if (failures.size() == 1) return network_error("connect " + failures.front().address.to_string(), error);
  const auto cause = failures.empty() ? error.message() : to_string(failures);
  return {category_of(error), "connect " + host + ':' + std::to_string(port), cause, Retry::can_help};
}

Error local_error(const std::string& step, std::error_code error) {
  return {Category::local, step, error.message()};
}

}  // namespace plainsock::ftp
