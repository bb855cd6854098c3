#include "plainsock/file_transfer.hpp"

namespace plainsock {

// TransmitFile ends only when everything is sent, so that neither a limit of time nor the control connection could
// be watched meanwhile.
FileTransfer::~FileTransfer() = default;

Moved FileTransfer::receive(TcpStream&, LocalFile&, std::size_t) noexcept {
  return {.local = std::make_error_code(std::errc::operation_not_supported)};
}

Moved FileTransfer::send(LocalFile&, TcpStream&, std::size_t) noexcept {
  return {.local = std::make_error_code(std::errc::operation_not_supported)};
}

}  // namespace plainsock
