#include "plainsock/file_transfer.hpp"

#include <sys/sendfile.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <ctime>
#include <new>

#include "native_result.hpp"

namespace plainsock {
namespace {

constexpr int pipe_size = 1024 * 1024;
// Of one sendfile, which goes on for as long as the peer keeps up: whoever wants to stop it waits so long.
constexpr std::size_t largest_send = 4 * 1024 * 1024;

int raw(FileHandle file) noexcept { return static_cast<int>(file); }
std::error_code last_error() noexcept { return sys::last_error(); }

// Some file systems cannot take pages from a pipe.
std::error_code copy_out(int pipe, LocalFile& file, std::size_t bytes) noexcept {
  std::array<std::byte, 65536> buffer;
  while (bytes > 0) {
    const auto read = sys::restarted([&] { return ::read(pipe, buffer.data(), std::min(bytes, buffer.size())); });
    if (read <= 0) return last_error();
    const auto piece = static_cast<std::size_t>(read);
    if (const auto written = file.write_all(std::span{buffer}.first(piece)); !written) return written.error();
    bytes -= piece;
  }
  return {};
}

std::error_code empty_into(int pipe, LocalFile& file, std::size_t bytes) noexcept {
  while (bytes > 0) {
    const auto moved = sys::restarted(
        [&] { return calls().splice(pipe, nullptr, raw(file.handle()), nullptr, bytes, SPLICE_F_MOVE); });
    if (moved == -1 && errno == EINVAL) return copy_out(pipe, file, bytes);
    if (moved <= 0) return last_error();
    bytes -= static_cast<std::size_t>(moved);
  }
  return {};
}

// sendfile has no MSG_NOSIGNAL: the signal is held back, and taken away if the call has raised it. It can have done
// so and not say EPIPE: when a part was sent before the pipe broke, it tells of the part.
class NoSigpipe {
 public:
  NoSigpipe() noexcept {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
    caller_has_one_ = sigismember(&before_, SIGPIPE) == 1 && is_pending();
  }
  ~NoSigpipe() {
    const int error = errno;
    constexpr timespec at_once{};
    if (!caller_has_one_ && !none_raised_)
      sys::restarted([&] { return ::sigtimedwait(&pipe_, nullptr, &at_once); });
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    errno = error;
  }
  NoSigpipe(const NoSigpipe&) = delete;
  NoSigpipe& operator=(const NoSigpipe&) = delete;
  void none_raised() noexcept { none_raised_ = true; }

 private:
  static bool is_pending() noexcept {
    sigset_t pending;
    return sigpending(&pending) == 0 && sigismember(&pending, SIGPIPE) == 1;
  }

  sigset_t pipe_;
  sigset_t before_;
  bool caller_has_one_;  // which is not ours to take
  bool none_raised_ = false;
};

}  // namespace

// The pipe that splice needs between a socket and a file.
class FileTransfer::State {
 public:
  State() noexcept {
    if (::pipe2(ends_.data(), O_CLOEXEC) != 0) return;
    static_cast<void>(::fcntl(ends_[1], F_SETPIPE_SZ, pipe_size));  // less is slower, and no error
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    for (const int end : ends_) {
      if (end != -1) ::close(end);
    }
  }
  bool works() const noexcept { return ends_[0] != -1; }
  int read_end() const noexcept { return ends_[0]; }
  int write_end() const noexcept { return ends_[1]; }

 private:
  std::array<int, 2> ends_{-1, -1};
};

bool FileTransfer::sends_without_waiting() noexcept { return true; }

FileTransfer::FileTransfer() noexcept = default;
FileTransfer::~FileTransfer() = default;

Moved FileTransfer::receive(TcpStream& from, LocalFile& to, std::size_t most) noexcept {
  if (!state_) state_.reset(new (std::nothrow) State);
  if (!state_ || !state_->works()) return {.local = std::make_error_code(std::errc::operation_not_supported)};
  const auto bytes = sys::restarted([&] {
    return calls().splice(sys::raw(from.socket().descriptor()), nullptr, state_->write_end(), nullptr,
                          std::min<std::size_t>(most, pipe_size), SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
  });
  if (bytes == -1) return {.network = last_error()};
  const auto count = static_cast<std::size_t>(bytes);
  return {.bytes = count, .local = empty_into(state_->read_end(), to, count)};
}

Moved FileTransfer::send(LocalFile& from, TcpStream& to, std::size_t most) noexcept {
  const auto asked = std::min(most, largest_send);
  ssize_t bytes = 0;
  {
    NoSigpipe quiet;
    bytes = sys::restarted(
        [&] { return calls().sendfile(sys::raw(to.socket().descriptor()), raw(from.handle()), nullptr, asked); });
    if (bytes == static_cast<ssize_t>(asked)) quiet.none_raised();
  }
  if (bytes != -1) return {.bytes = static_cast<std::size_t>(bytes)};
  if (errno == EINVAL || errno == ENOSYS)
    return {.local = std::make_error_code(std::errc::operation_not_supported)};
  return {.network = last_error()};
}

}  // namespace plainsock
