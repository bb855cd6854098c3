// A far end in another process or on another host, as the near end sees it.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "meter.hpp"
#include "round_trip.hpp"
#include "throughput.hpp"

namespace plainsock::bench {

class Control;

// Where the far end is, and what runs where.
struct Site {
  std::string host;           // HOST:PORT of a plainsock-bench --serve; empty: a process of its own on this machine
  std::string name;           // of the placement, in the names of cases
  std::string far_processor;  // as the protocol of far_end.hpp has it
  int near_processor = any_processor;
};

// One control connection, for one measurement. Starts the process if there is to be one.
class Remote {
 public:
  explicit Remote(const Site&);
  ~Remote();
  Remote(const Remote&) = delete;
  Remote& operator=(const Remote&) = delete;

  StreamLink stream_link(std::size_t bytes, WaitKind);
  DatagramLink datagram_link(std::size_t bytes, WaitKind);
  TcpStream stream_to_drain(std::size_t block);
  UdpSocket socket_to_count(const DatagramPlan&);

  std::unique_ptr<Echo> echo() const;
  std::unique_ptr<FarReceiver> receiver() const;
  // What the far end has used; nothing when it is another machine's business.
  FarUsage usage() const;

 private:
  SocketAddress ask_for(const std::string& work) const;
  UdpSocket connected_socket(const std::string& work) const;

  Site site_;
  std::intptr_t process_ = 0;
  std::shared_ptr<Control> control_;
};

}  // namespace plainsock::bench
