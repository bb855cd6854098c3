#include "plainsock/ftp/data.hpp"

#include "network_error.hpp"
#include "plainsock/bytes.hpp"

namespace plainsock::ftp {

void StringSink::write(std::span<const std::byte> data) {
  if (data.size() > limit_ - text_.size())
    throw Error(Category::protocol, "listing", "longer than " + std::to_string(limit_) + " bytes");
  text_.append(text_of(data));
}

void FileSink::write(std::span<const std::byte> data) {
  if (const auto written = file_.write_all(data); !written) throw local_error("write " + name_, written.error());
}

std::size_t FileSource::read(std::span<std::byte> buffer) {
  const auto bytes = file_.read_some(buffer);
  if (!bytes) throw local_error("read " + name_, bytes.error());
  return *bytes;
}

}  // namespace plainsock::ftp
