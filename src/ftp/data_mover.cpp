#include "data_mover.hpp"

#include "network_error.hpp"
#include "plainsock/bytes.hpp"

namespace plainsock::ftp {
namespace {

constexpr std::uint64_t worth_the_kernel = 1024 * 1024;

Result<std::size_t> send_some(Stream& stream, std::span<const std::byte>& left, std::size_t most) {
  const auto bytes = stream.try_write(left.first(std::min(left.size(), most)));
  if (bytes) left = left.subspan(*bytes);
  return bytes;
}

}  // namespace

bool KernelMover::may_work(Stream& stream, const LocalFile* file) const noexcept {
  return works_ && file && moved_ >= worth_the_kernel && stream.plain();
}

std::optional<Result<std::size_t>> KernelMover::receive(Stream& stream, LocalFile* file, std::size_t most) {
  if (!may_work(stream, file)) return std::nullopt;
  return result_of(kernel_.receive(*stream.plain(), *file, most));
}

std::optional<Result<std::size_t>> KernelMover::send(Stream& stream, LocalFile* file, std::size_t most) {
  if (!may_work(stream, file)) return std::nullopt;
  return result_of(kernel_.send(*file, *stream.plain(), most));
}

std::optional<Result<std::size_t>> KernelMover::result_of(const Moved& moved) {
  works_ = moved.local != std::errc::operation_not_supported;
  if (!works_) return std::nullopt;
  if (moved.local) throw local_error("write file", moved.local);
  if (moved.network) return Result<std::size_t>{moved.network};
  return Result<std::size_t>{moved.bytes};
}

Result<std::size_t> Download::move(Stream& stream, std::size_t most) {
  if (!left_) {
    if (const auto moved = kernel_.receive(stream, sink_.file(), most)) return *moved;
  }
  const auto room = std::min<std::uint64_t>(std::min(buffer_.size(), most), left_.value_or(buffer_.size()));
  const auto bytes = stream.try_read(buffer_.first(static_cast<std::size_t>(room)));
  if (!bytes || *bytes == 0) return bytes;
  sink_.write(buffer_.first(*bytes));
  if (left_) *left_ -= *bytes;
  kernel_.moved_otherwise(*bytes);
  return bytes;
}

// In place: what is read begins one byte behind where the converted text begins.
Result<std::size_t> AsciiDownload::move(Stream& stream, std::size_t most) {
  const auto bytes = stream.try_read(buffer_.subspan(1, std::min(buffer_.size() - 1, most)));
  if (!bytes || *bytes == 0) return bytes;
  auto* out = reinterpret_cast<char*>(buffer_.data());
  sink_.write(buffer_.first(convert_.convert(text_of(buffer_.subspan(1, *bytes)), out)));
  return bytes;
}

void AsciiDownload::finish() {
  auto* out = reinterpret_cast<char*>(buffer_.data());
  sink_.write(buffer_.first(convert_.finish(out)));
}

Result<std::size_t> Upload::move(Stream& stream, std::size_t most) {
  if (left_.empty()) {
    if (const auto moved = kernel_.send(stream, source_.file(), most)) return *moved;
    left_ = buffer_.first(source_.read(buffer_));
  }
  if (left_.empty()) return std::size_t{0};
  const auto bytes = send_some(stream, left_, most);
  kernel_.moved_otherwise(bytes ? *bytes : 0);
  return bytes;
}

// A third of the buffer holds the file's bytes, the rest has room for twice as many.
Result<std::size_t> AsciiUpload::move(Stream& stream, std::size_t most) {
  if (left_.empty()) {
    const auto third = buffer_.size() / 3;
    const auto read = source_.read(buffer_.first(third));
    const auto converted = buffer_.subspan(third);
    auto* out = reinterpret_cast<char*>(converted.data());
    left_ = converted.first(lf_to_crlf(text_of(buffer_.first(read)), out));
  }
  if (left_.empty()) return std::size_t{0};
  return send_some(stream, left_, most);
}

}  // namespace plainsock::ftp
