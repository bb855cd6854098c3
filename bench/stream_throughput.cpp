#include <algorithm>

#include "throughput.hpp"

namespace plainsock::bench {

std::size_t block_of(std::size_t write_size) {
  return std::max<std::size_t>((std::size_t{16} << 20) / write_size, 1) * write_size;
}

void drain(TcpStream stream, std::size_t block, int processor) {
  const Pinned pinned{processor};
  PageBuffer room{std::size_t{256} << 10};
  std::size_t done = 0;
  for (;;) {
    const auto part = stream.read_some(room).value("receive");
    if (part == 0) return;
    done += part;
    if (done < block) continue;
    done -= block;
    static_cast<void>(stream.write_some(std::span{room}.first(1)).value("send"));
  }
}

StreamThroughput::StreamThroughput(std::size_t write_size, std::vector<TcpStream> streams, int processor)
    : streams_(std::move(streams)),
      data_(write_size),
      writes_(block_of(write_size) / write_size),
      pinned_(processor) {}

StreamThroughput::StreamThroughput(std::size_t write_size, std::size_t streams, Placement placement)
    : StreamThroughput(write_size, {}, near_processor(placement)) {
  for (std::size_t i = 0; i < streams; ++i) {
    auto pair = connected_streams();
    streams_.push_back(std::move(pair.near));
    readers_.emplace_back(drain, std::move(pair.far), block_of(write_size), far_processor(placement));
  }
}

StreamThroughput::~StreamThroughput() {
  for (auto& each : streams_) static_cast<void>(each.shutdown(Direction::write));
  for (auto& each : readers_) each.join();
}

std::size_t StreamThroughput::block() {
  for (std::size_t i = 0; i < writes_; ++i) {
    for (auto& each : streams_) {
      if (const auto sent = each.write_all(data_); !sent) throw std::system_error(sent.error, "send");
    }
  }
  for (auto& each : streams_) {
    std::byte acknowledgement{};
    if (each.read_some({&acknowledgement, 1}).value("receive") == 0)
      throw std::runtime_error("the reader has ended");
  }
  return writes_ * data_.size() * streams_.size();
}

}  // namespace plainsock::bench
