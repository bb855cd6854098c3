#include "plainsock/file_transfer.hpp"

#include <algorithm>
#include <new>

#include "native_result.hpp"

namespace plainsock {
namespace {

constexpr std::size_t largest_piece = 1024 * 1024;
constexpr DWORD longest_wait = 20;            // ms: how long the rest of the program may not be looked after
constexpr DWORD longest_wait_for_end = 5000;  // ms, for what has been cancelled

HANDLE file_of(FileHandle file) noexcept { return reinterpret_cast<HANDLE>(static_cast<std::intptr_t>(file)); }
Moved unsupported() noexcept { return {.local = std::make_error_code(std::errc::operation_not_supported)}; }

}  // namespace

// One TransmitFile at a time. It ends only when the last byte is in the send buffer, so it runs in the background.
class FileTransfer::State {
 public:
  State() noexcept { overlapped_.hEvent = ::CreateEventW(nullptr, TRUE, FALSE, nullptr); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { ::CloseHandle(overlapped_.hEvent); }

  bool works() const noexcept { return overlapped_.hEvent != nullptr; }
  bool runs() const noexcept { return runs_; }

  // False when nothing could be begun; the error is WSAGetLastError's.
  bool begin(SOCKET socket, HANDLE file, LARGE_INTEGER from, DWORD bytes) noexcept {
    socket_ = socket;
    ::ResetEvent(overlapped_.hEvent);
    overlapped_.Offset = from.LowPart;
    overlapped_.OffsetHigh = static_cast<DWORD>(from.HighPart);
    from_ = from;
    runs_ = calls().transmit(socket, file, bytes, &overlapped_) || ::WSAGetLastError() == WSA_IO_PENDING;
    return runs_;
  }

  // What it has come to; nothing was moved and no error: it is not done yet.
  Moved result(HANDLE file) noexcept {
    if (::WaitForSingleObject(overlapped_.hEvent, longest_wait) != WAIT_OBJECT_0)
      return {.network = std::error_code{WSAEWOULDBLOCK, socket_category()}};
    runs_ = false;
    DWORD bytes = 0, flags = 0;
    if (!::WSAGetOverlappedResult(socket_, &overlapped_, &bytes, FALSE, &flags))
      return {.network = sys::last_error()};
    from_.QuadPart += bytes;
    ::SetFilePointerEx(file, from_, nullptr, FILE_BEGIN);
    return {.bytes = bytes};
  }

  // Stops it; false when it does not end, and goes on using this object.
  bool end() noexcept {
    if (!runs_) return true;
    ::CancelIoEx(reinterpret_cast<HANDLE>(socket_), &overlapped_);
    return ::WaitForSingleObject(overlapped_.hEvent, longest_wait_for_end) == WAIT_OBJECT_0;
  }

 private:
  OVERLAPPED overlapped_{};
  SOCKET socket_ = INVALID_SOCKET;
  LARGE_INTEGER from_{};
  bool runs_ = false;
};

bool FileTransfer::sends_without_waiting() noexcept { return false; }

FileTransfer::FileTransfer() noexcept = default;
FileTransfer::~FileTransfer() {
  if (state_ && !state_->end()) static_cast<void>(state_.release());
}

Moved FileTransfer::receive(TcpStream&, LocalFile&, std::size_t) noexcept { return unsupported(); }

Moved FileTransfer::send(LocalFile& from, TcpStream& to, std::size_t most) noexcept {
  if (!state_) state_.reset(new (std::nothrow) State);
  if (!state_ || !state_->works()) return unsupported();
  const auto file = file_of(from.handle());
  if (!state_->runs()) {
    LARGE_INTEGER position{}, size{};
    if (!::SetFilePointerEx(file, {}, &position, FILE_CURRENT) || !::GetFileSizeEx(file, &size))
      return unsupported();
    const auto left = static_cast<std::size_t>(std::max(size.QuadPart - position.QuadPart, LONGLONG{0}));
    const auto bytes = std::min({most, left, largest_piece});
    if (bytes == 0) return {};
    if (!state_->begin(sys::raw(to.socket().descriptor()), file, position, static_cast<DWORD>(bytes)))
      return {.network = sys::last_error()};
  }
  return state_->result(file);
}

}  // namespace plainsock
