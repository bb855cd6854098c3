#include "throughput.hpp"

#include <array>
#include <atomic>
#include <cstring>

namespace plainsock::bench {

StreamThroughput::StreamThroughput(std::size_t write_size, Placement placement)
    : data_(write_size),
      writes_(std::max<std::size_t>(block_size / write_size, 1)),
      pinned_(near_processor(placement)) {
  auto [near, far] = connected_streams();
  near_ = std::move(near);
  const auto whole = writes_ * write_size;
  reader_ = std::thread([far = std::move(far), whole, placement]() mutable {
    const Pinned pinned{far_processor(placement)};
    std::vector<std::byte> room(std::size_t{256} << 10);
    std::size_t done = 0;
    for (;;) {
      const auto part = far.read_some(room).value("receive");
      if (part == 0) return;
      done += part;
      if (done >= whole) done -= whole, static_cast<void>(far.write_some(std::span{room}.first(1)).value("send"));
    }
  });
}

StreamThroughput::~StreamThroughput() {
  near_.shutdown(Direction::write).value("shutdown");
  reader_.join();
}

std::size_t StreamThroughput::block() {
  for (std::size_t i = 0; i < writes_; ++i) {
    if (const auto sent = near_.write_all(data_); !sent) throw std::system_error(sent.error, "send");
  }
  std::byte acknowledgement{};
  static_cast<void>(near_.read_some({&acknowledgement, 1}).value("receive"));
  return writes_ * data_.size();
}

namespace {

// The beginning of every datagram.
struct Header {
  std::uint64_t number;
  std::uint32_t last_of_window;
  std::uint32_t end;
};

constexpr auto patience = std::chrono::milliseconds{20};  // then an acknowledgement counts as lost

std::size_t datagrams_of_a_window(Mechanism mechanism, std::size_t bytes) {
  // What a receive buffer of 212,992 bytes holds, with a margin: bench-notes, 92 of 1472 bytes, 3 of 65,507.
  if (mechanism == Mechanism::segmented) return std::min<std::size_t>(64, largest_datagram / bytes);
  return bytes > 8192 ? 2 : bytes > 1472 ? 8 : 64;
}

}  // namespace

DatagramThroughput::DatagramThroughput(Mechanism mechanism, Pace pace, Placement placement, std::size_t bytes)
    : mechanism_(mechanism),
      pace_(pace),
      bytes_(bytes),
      count_(datagrams_of_a_window(mechanism, bytes)),
      data_(count_ * bytes),
      pinned_(near_processor(placement)) {
  auto [near, far] = connected_datagrams();
  near_ = std::move(near);
  far_ = std::move(far);
  if (mechanism == Mechanism::segmented) far_.socket().set(option::udp_gro, true).value("UDP_GRO");
  receiver_ = std::thread([this, placement] {
    const Pinned pinned{far_processor(placement)};
    receive_all();
  });
}

DatagramThroughput::~DatagramThroughput() {
  if (receiver_.joinable()) static_cast<void>(finish());
}

void DatagramThroughput::fill(std::size_t index) {
  const Header header{next_number_++, index + 1 == count_ ? 1U : 0U, 0};
  std::memcpy(data_.data() + index * bytes_, &header, sizeof header);
}

void DatagramThroughput::send_window() {
  for (std::size_t i = 0; i < count_; ++i) fill(i);
  const std::span<const std::byte> all{data_};
  if (mechanism_ == Mechanism::segmented) return near_.send_segmented(all, bytes_).value("send");
  if (mechanism_ == Mechanism::single) {
    for (std::size_t i = 0; i < count_; ++i) near_.send(all.subspan(i * bytes_, bytes_)).value("send");
    return;
  }
  std::array<OutgoingDatagram, 64> batch;
  for (std::size_t i = 0; i < count_; ++i) batch[i].data = all.subspan(i * bytes_, bytes_);
  for (std::size_t done = 0; done < count_;)
    done += near_.send_many(std::span{batch}.subspan(done, count_ - done)).value("send");
}

// A lost acknowledgement, or a lost last datagram, must not end the run: the credit comes back by itself. One that
// comes late is not taken for the next.
void DatagramThroughput::window() {
  send_window();
  if (pace_ == Pace::flood) return;
  const auto limit = Deadline::after(patience);
  for (std::uint64_t number = ~std::uint64_t{0}; number != next_number_ - 1;) {
    const auto got = near_.receive(std::as_writable_bytes(std::span{&number, 1}), limit);
    if (!got && got.error() == std::errc::timed_out) return;
    static_cast<void>(got.value("receive"));
  }
}

// Counts what came; true when the sender says that this was all.
bool DatagramThroughput::take(std::span<const std::byte> datagrams, std::size_t segment) {
  for (; datagrams.size() >= sizeof(Header); datagrams = datagrams.subspan(std::min(segment, datagrams.size()))) {
    Header header;
    std::memcpy(&header, datagrams.data(), sizeof header);
    if (header.end != 0) return true;
    account_.arrived(header.number);
    if (pace_ == Pace::windowed && header.last_of_window != 0)
      far_.send(datagrams.first(sizeof header.number)).value("send");
  }
  return false;
}

void DatagramThroughput::receive_all() {
  std::vector<std::byte> room(mechanism_ == Mechanism::many ? 64 * bytes_ : largest_datagram);
  std::vector<IncomingDatagram> batch(mechanism_ == Mechanism::many ? 64 : 1);
  const auto part = room.size() / batch.size();
  for (std::size_t i = 0; i < batch.size(); ++i) batch[i].buffer = std::span{room}.subspan(i * part, part);
  for (bool ended = false; !ended;) {
    std::size_t count = 1;
    if (mechanism_ == Mechanism::many)
      count = far_.receive_many(batch).value("receive");
    else if (mechanism_ == Mechanism::segmented)
      far_.receive_merged(batch[0]).value("receive");
    else
      batch[0].received = far_.receive(room).value("receive");
    for (std::size_t i = 0; i < count && !ended; ++i) {
      const auto segment = batch[i].segment_size != 0 ? batch[i].segment_size : largest_datagram;
      ended = take(batch[i].buffer.first(batch[i].received.size), segment);
    }
  }
}

// The end goes the way of the data, so that it comes behind all of it, and again until it has arrived.
DatagramReport DatagramThroughput::finish() {
  std::vector<std::byte> message(bytes_);
  const Header header{0, 0, 1};
  std::memcpy(message.data(), &header, sizeof header);
  std::atomic<bool> ended{false};
  std::thread joiner([&] { receiver_.join(), ended = true; });
  while (!ended) {
    static_cast<void>(near_.send(message));
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }
  joiner.join();
  return {next_number_, account_.unique(), account_.lost(next_number_), account_.reordered(),
          account_.duplicated()};
}

}  // namespace plainsock::bench
