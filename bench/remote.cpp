#include "remote.hpp"

#include <sstream>

#include "control.hpp"
#include "plainsock/resolver.hpp"

namespace plainsock::bench {
namespace {

class RemoteEcho final : public Echo {
 public:
  explicit RemoteEcho(std::shared_ptr<Control> control) : control_(std::move(control)) {}
  void nudge() override { control_->ask("nudge"); }
  bool ended() override { return control_->ask("ended") == "yes"; }

 private:
  std::shared_ptr<Control> control_;
};

class RemoteReceiver final : public FarReceiver {
 public:
  explicit RemoteReceiver(std::shared_ptr<Control> control) : control_(std::move(control)) {}
  bool ended() override { return control_->ask("ended") == "yes"; }
  DatagramReport report() override {
    std::istringstream words{control_->ask("report")};
    DatagramReport report;
    words >> report.received >> report.reordered >> report.duplicated;
    return report;
  }

 private:
  std::shared_ptr<Control> control_;
};

TcpStream connect_to(const std::string& where) {
  const auto [host, port] = split_host_port(where).value("--peer");
  return TcpStream::connect(host, port, Deadline::after(std::chrono::seconds{10})).value("connect");
}

}  // namespace

Remote::Remote(const Site& site) : site_(site) {
  if (!site.host.empty()) {
    control_ = std::make_shared<Control>(connect_to(site.host));
    return;
  }
  auto listener = TcpListener::bind({IpAddress::loopback(Family::ipv4), 0}).value("bind");
  process_ = start_self({"--far-end", std::to_string(listener.local_address().value().port())});
  control_ =
      std::make_shared<Control>(listener.accept(Deadline::after(std::chrono::seconds{30})).value("far end").stream);
}

// The process ends with its control connection. Whoever shares that has ended before.
Remote::~Remote() {
  control_.reset();
  if (process_ != 0) await_end(process_);
}

SocketAddress Remote::ask_for(const std::string& work) const {
  std::istringstream words{control_->ask(work + ' ' + site_.far_processor)};
  std::string word;
  std::uint16_t port = 0;
  words >> word >> port;
  return {control_->stream().peer_address().value().ip(), port};
}

UdpSocket Remote::connected_socket(const std::string& work) const {
  auto socket = UdpSocket::connect(ask_for(work)).value("connect");
  control_->ask("from " + std::to_string(socket.local_address().value().port()));
  return socket;
}

StreamLink Remote::stream_link(std::size_t bytes, WaitKind wait) {
  const auto address = ask_for("echo tcp " + std::to_string(bytes) + ' ' + std::string{name_of(wait)});
  auto stream = TcpStream::connect(address).value("connect");
  prepare(stream);
  return {std::move(stream), wait};
}

DatagramLink Remote::datagram_link(std::size_t bytes, WaitKind wait) {
  return {connected_socket("echo udp " + std::to_string(bytes) + ' ' + std::string{name_of(wait)}), wait};
}

TcpStream Remote::stream_to_drain(std::size_t block) {
  auto stream = TcpStream::connect(ask_for("drain tcp " + std::to_string(block))).value("connect");
  prepare(stream);
  return stream;
}

UdpSocket Remote::socket_to_count(const DatagramPlan& plan) {
  return connected_socket("count udp " + std::string{name_of(plan.mechanism)} + ' ' +
                          std::string{name_of(plan.pace)} + ' ' + std::to_string(plan.bytes));
}

std::unique_ptr<Echo> Remote::echo() const { return std::make_unique<RemoteEcho>(control_); }
std::unique_ptr<FarReceiver> Remote::receiver() const { return std::make_unique<RemoteReceiver>(control_); }

FarUsage Remote::usage() const {
  if (!site_.host.empty()) return {};
  return [control = control_] {
    std::istringstream words{control->ask("usage")};
    std::int64_t time = 0;
    std::int64_t switches = 0;
    words >> time >> switches;
    return Usage{std::chrono::nanoseconds{time}, switches};
  };
}

}  // namespace plainsock::bench
