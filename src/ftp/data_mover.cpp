#include "data_mover.hpp"

#include "plainsock/bytes.hpp"

namespace plainsock::ftp {

Result<std::size_t> Download::move(Stream& stream) {
  const auto bytes = stream.try_read(buffer_);
  if (bytes && *bytes != 0) sink_.write(buffer_.first(*bytes));
  return bytes;
}

// In place: what is read begins one byte behind where the converted text begins.
Result<std::size_t> AsciiDownload::move(Stream& stream) {
  const auto bytes = stream.try_read(buffer_.subspan(1));
  if (!bytes || *bytes == 0) return bytes;
  auto* out = reinterpret_cast<char*>(buffer_.data());
  sink_.write(buffer_.first(convert_.convert(text_of(buffer_.subspan(1, *bytes)), out)));
  return bytes;
}

void AsciiDownload::finish() {
  auto* out = reinterpret_cast<char*>(buffer_.data());
  sink_.write(buffer_.first(convert_.finish(out)));
}

}  // namespace plainsock::ftp
