// Throughput: how many bytes arrive, counted where they arrive.
#pragma once

#include <chrono>
#include <cstdint>
#include <thread>

#include "link.hpp"
#include "sequence_account.hpp"

namespace plainsock::bench {

// TCP writes of one size to a thread that reads. A block is acknowledged with one byte when all of it has arrived.
class StreamThroughput {
 public:
  StreamThroughput(std::size_t write_size, Placement placement);
  ~StreamThroughput();
  // Sends one block and waits for its acknowledgement; returns its size in bytes.
  std::size_t block();

 private:
  static constexpr std::size_t block_size = std::size_t{16} << 20;
  TcpStream near_;
  std::vector<std::byte> data_;
  std::size_t writes_;
  Pinned pinned_;
  std::thread reader_;
};

// How datagrams go out: one call each, sendmmsg, or cut by the kernel (UDP_SEGMENT) and merged again (UDP_GRO).
enum class Mechanism { single, many, segmented };
// flood: as fast as they can be sent. windowed: as many as the receiver's queue holds, then an acknowledgement.
enum class Pace { flood, windowed };

struct DatagramReport {
  std::uint64_t sent = 0;
  std::uint64_t received = 0;
  std::uint64_t lost = 0;
  std::uint64_t reordered = 0;
  std::uint64_t duplicated = 0;
};

class DatagramThroughput {
 public:
  DatagramThroughput(Mechanism, Pace, Placement, std::size_t bytes);
  ~DatagramThroughput();
  // Sends one window and, when windowed, waits until the receiver has it.
  void window();
  // Ends the run; what the receiver has counted.
  DatagramReport finish();

 private:
  void fill(std::size_t index);
  void send_window();
  void receive_all();
  bool take(std::span<const std::byte> datagrams, std::size_t segment);

  UdpSocket near_;
  UdpSocket far_;
  Mechanism mechanism_;
  Pace pace_;
  std::size_t bytes_;
  std::size_t count_;              // datagrams of a window
  std::vector<std::byte> data_;    // a window, one datagram behind the other
  std::uint64_t next_number_ = 0;  // of the sender
  SequenceAccount account_;        // of the receiver
  Pinned pinned_;
  std::thread receiver_;
};

}  // namespace plainsock::bench
