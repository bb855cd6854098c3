#include <array>
#include <cstring>

#include "throughput.hpp"

namespace plainsock::bench {
namespace {

// The beginning of every datagram.
struct Header {
  std::uint64_t number;
  std::uint32_t last_of_window;
  std::uint32_t end;
};

constexpr auto acknowledgement_patience = std::chrono::milliseconds{20};  // then an acknowledgement counts as lost

// Windows hold what a receive buffer of 212,992 bytes does, with a margin: bench-notes, 92 of 1472 bytes, 3 of
// 65,507.
std::size_t datagrams_of_a_step(const DatagramPlan& plan) {
  if (plan.mechanism == Mechanism::segmented) return std::min<std::size_t>(64, largest_datagram / plan.bytes);
  if (plan.pace == Pace::paced) return 1;
  return plan.bytes > 8192 ? 2 : plan.bytes > 1472 ? 8 : 64;
}

class ReceiverThread final : public FarReceiver {
 public:
  ReceiverThread(UdpSocket socket, const DatagramPlan& plan, int processor)
      : receiver_(std::move(socket), plan), thread_([this, processor] { receiver_.run(processor); }) {}
  ~ReceiverThread() override { thread_.join(); }
  bool ended() override { return receiver_.ended(); }
  DatagramReport report() override {
    const auto& account = receiver_.account();
    return {0, account.unique(), 0, account.reordered(), account.duplicated()};
  }

 private:
  DatagramReceiver receiver_;
  std::thread thread_;
};

}  // namespace

std::vector<Mechanism> mechanisms() {
  std::vector<Mechanism> all{Mechanism::single, Mechanism::many};
  auto socket = UdpSocket::open(Family::ipv4).value("socket");
  if (socket.socket().set(option::udp_gro, true)) all.push_back(Mechanism::segmented);
  return all;
}

DatagramReceiver::DatagramReceiver(UdpSocket socket, const DatagramPlan& plan)
    : socket_(std::move(socket)),
      plan_(plan),
      room_(plan.mechanism == Mechanism::many ? 64 * plan.bytes : largest_datagram),
      batch_(plan.mechanism == Mechanism::many ? 64 : 1) {
  if (plan.mechanism == Mechanism::segmented) socket_.socket().set(option::udp_gro, true).value("UDP_GRO");
  const auto part = room_.size() / batch_.size();
  for (std::size_t i = 0; i < batch_.size(); ++i) batch_[i].buffer = std::span{room_}.subspan(i * part, part);
}

// Counts what came; true when the sender says that this was all. An empty datagram says so too.
bool DatagramReceiver::take(std::span<const std::byte> datagrams, std::size_t segment) {
  for (; datagrams.size() >= sizeof(Header); datagrams = datagrams.subspan(std::min(segment, datagrams.size()))) {
    Header header;
    std::memcpy(&header, datagrams.data(), sizeof header);
    if (header.end != 0) return true;
    account_.arrived(header.number);
    if (plan_.pace == Pace::windowed && header.last_of_window != 0)
      socket_.send(datagrams.first(sizeof header.number)).value("send");
  }
  return false;
}

std::size_t DatagramReceiver::receive() {
  if (plan_.mechanism == Mechanism::many) return socket_.receive_many(batch_).value("receive");
  if (plan_.mechanism == Mechanism::segmented) return socket_.receive_merged(batch_[0]).value("receive"), 1;
  batch_[0].received = socket_.receive(room_).value("receive");
  return 1;
}

void DatagramReceiver::run(int processor) {
  const Pinned pinned{processor};
  while (!ended_) {
    const auto count = receive();
    for (std::size_t i = 0; i < count && !ended_; ++i) {
      const auto size = batch_[i].received.size;
      const auto segment = batch_[i].segment_size != 0 ? batch_[i].segment_size : size;
      if (size == 0 || take(batch_[i].buffer.first(size), segment)) ended_ = true;
    }
  }
}

DatagramThroughput::DatagramThroughput(const DatagramPlan& plan, UdpSocket socket,
                                       std::unique_ptr<FarReceiver> receiver, int processor)
    : socket_(std::move(socket)),
      plan_(plan),
      count_(datagrams_of_a_step(plan)),
      data_(count_ * plan.bytes),
      begin_(Clock::now()),
      pinned_(processor),
      receiver_(std::move(receiver)) {}

DatagramThroughput::DatagramThroughput(const DatagramPlan& plan, Placement placement, DatagramPair pair)
    : DatagramThroughput(plan, std::move(pair.near),
                         std::make_unique<ReceiverThread>(std::move(pair.far), plan, far_processor(placement)),
                         near_processor(placement)) {}

DatagramThroughput::DatagramThroughput(const DatagramPlan& plan, Placement placement)
    : DatagramThroughput(plan, placement, connected_datagrams()) {}

DatagramThroughput::~DatagramThroughput() {
  if (!finished_) static_cast<void>(finish());
}

void DatagramThroughput::fill(std::size_t index) {
  const Header header{next_number_++, index + 1 == count_ ? 1U : 0U, 0};
  std::memcpy(data_.data() + index * plan_.bytes, &header, sizeof header);
}

void DatagramThroughput::send() {
  for (std::size_t i = 0; i < count_; ++i) fill(i);
  const std::span<const std::byte> all{data_};
  if (plan_.mechanism == Mechanism::segmented) return socket_.send_segmented(all, plan_.bytes).value("send");
  if (plan_.mechanism == Mechanism::single) {
    for (std::size_t i = 0; i < count_; ++i) socket_.send(all.subspan(i * plan_.bytes, plan_.bytes)).value("send");
    return;
  }
  std::array<OutgoingDatagram, 64> batch;
  for (std::size_t i = 0; i < count_; ++i) batch[i].data = all.subspan(i * plan_.bytes, plan_.bytes);
  for (std::size_t done = 0; done < count_;)
    done += socket_.send_many(std::span{batch}.subspan(done, count_ - done)).value("send");
}

// A lost acknowledgement, or a lost last datagram, must not end the run: the credit comes back by itself. One that
// comes late is not taken for the next.
void DatagramThroughput::await_acknowledgement() {
  const auto limit = Deadline::after(acknowledgement_patience);
  for (std::uint64_t number = ~std::uint64_t{0}; number != next_number_ - 1;) {
    const auto got = socket_.receive(std::as_writable_bytes(std::span{&number, 1}), limit);
    if (!got && got.error() == std::errc::timed_out) return;
    static_cast<void>(got.value("receive"));
  }
}

// Lets the receiver run meanwhile, which may be on the same processor.
void DatagramThroughput::await_turn() {
  const std::chrono::duration<double> since{static_cast<double>(next_number_) / plan_.rate};
  const auto due = begin_ + std::chrono::duration_cast<Clock::duration>(since);
  while (Clock::now() < due) std::this_thread::yield();
}

void DatagramThroughput::step() {
  if (plan_.pace == Pace::paced) await_turn();
  send();
  if (plan_.pace == Pace::windowed) await_acknowledgement();
}

// The end goes the way of the data, so that it comes behind all of it, and again until it has arrived.
DatagramReport DatagramThroughput::finish() {
  std::vector<std::byte> message(plan_.bytes);
  const Header header{0, 0, 1};
  std::memcpy(message.data(), &header, sizeof header);
  do {
    static_cast<void>(socket_.send(message));
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
  } while (!receiver_->ended());
  finished_ = true;
  auto report = receiver_->report();
  report.sent = next_number_;
  report.lost = report.sent - report.received;
  return report;
}

}  // namespace plainsock::bench
