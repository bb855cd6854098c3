// Throughput: how many bytes arrive, counted where they arrive.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <thread>

#include "link.hpp"
#include "page_buffer.hpp"
#include "sequence_account.hpp"

namespace plainsock::bench {

// Bytes of a block of a stream, which is acknowledged with one byte when all of it has arrived: about 16 MiB, in
// whole writes.
std::size_t block_of(std::size_t write_size);
// The far end: reads until the stream ends.
void drain(TcpStream stream, std::size_t block, int processor);

// Writes of one size to one or more streams in turn, each with a reader in a thread of its own or somewhere else.
class StreamThroughput {
 public:
  StreamThroughput(std::size_t write_size, std::size_t streams, Placement placement);
  // To readers that are there already.
  StreamThroughput(std::size_t write_size, std::vector<TcpStream> streams, int processor);
  ~StreamThroughput();
  // Sends a block to each stream and waits for the acknowledgements; returns the bytes.
  std::size_t block();

 private:
  std::vector<TcpStream> streams_;
  PageBuffer data_;
  std::size_t writes_;
  Pinned pinned_;
  std::vector<std::thread> readers_;
};

// How datagrams go out: one call each, sendmmsg, or cut by the kernel (UDP_SEGMENT) and merged again (UDP_GRO).
enum class Mechanism { single, many, segmented };
// flood: as fast as they can be sent. windowed: as many as the receiver's queue holds, then an acknowledgement.
// paced: each at its time.
enum class Pace { flood, windowed, paced };
constexpr std::string_view name_of(Mechanism mechanism) {
  constexpr std::string_view names[] = {"send", "sendmmsg", "gso+gro"};
  return names[static_cast<unsigned>(mechanism)];
}
constexpr std::string_view name_of(Pace pace) {
  constexpr std::string_view names[] = {"flood", "windowed", "paced"};
  return names[static_cast<unsigned>(pace)];
}

std::vector<Mechanism> mechanisms();  // those that this system has

struct DatagramPlan {
  Mechanism mechanism = Mechanism::single;
  Pace pace = Pace::windowed;
  std::size_t bytes = 1472;  // of a datagram, 16 at least
  double rate = 0;           // datagrams a second, of paced
};

struct DatagramReport {
  std::uint64_t sent = 0;
  std::uint64_t received = 0;
  std::uint64_t lost = 0;
  std::uint64_t reordered = 0;
  std::uint64_t duplicated = 0;
};

// The far end: counts what comes until the sender says that it was all.
class DatagramReceiver {
 public:
  DatagramReceiver(UdpSocket socket, const DatagramPlan&);
  void run(int processor);
  bool ended() const noexcept { return ended_.load(); }
  // Once it has ended.
  const SequenceAccount& account() const noexcept { return account_; }
  UdpSocket& socket() noexcept { return socket_; }

 private:
  bool take(std::span<const std::byte> datagrams, std::size_t segment);
  std::size_t receive();

  UdpSocket socket_;
  DatagramPlan plan_;
  PageBuffer room_;
  std::vector<IncomingDatagram> batch_;
  SequenceAccount account_;
  std::atomic<bool> ended_{false};
};

// What the sender knows of a receiver: in a thread, or somewhere else.
class FarReceiver {
 public:
  virtual ~FarReceiver() = default;
  virtual bool ended() = 0;
  // received, reordered, duplicated; once it has ended
  virtual DatagramReport report() = 0;
};

class DatagramThroughput {
 public:
  DatagramThroughput(const DatagramPlan&, Placement);
  // Over a pair of sockets that may have something between them.
  DatagramThroughput(const DatagramPlan&, Placement, DatagramPair);
  // To a receiver that is there already.
  DatagramThroughput(const DatagramPlan&, UdpSocket, std::unique_ptr<FarReceiver>, int processor);
  ~DatagramThroughput();
  // Sends what goes out at once: a window and its acknowledgement, or one datagram at its time.
  void step();
  // Ends the run; what the receiver has counted.
  DatagramReport finish();

 private:
  using Clock = std::chrono::steady_clock;
  void fill(std::size_t index);
  void send();
  void await_acknowledgement();
  void await_turn();

  UdpSocket socket_;
  DatagramPlan plan_;
  std::size_t count_;  // datagrams of a step
  PageBuffer data_;    // of a step, one datagram behind the other
  std::uint64_t next_number_ = 0;
  Clock::time_point begin_;
  Pinned pinned_;
  std::unique_ptr<FarReceiver> receiver_;
  bool finished_ = false;
};

}  // namespace plainsock::bench
