// What two ends in different processes say to each other, a line at a time, on a TCP connection of its own.
#pragma once

#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>

#include "plainsock/line_reader.hpp"
#include "plainsock/tcp_stream.hpp"

namespace plainsock::bench {

class Control {
 public:
  explicit Control(TcpStream stream) : stream_(std::move(stream)) {
    static_cast<void>(stream_.socket().set(option::no_delay, true));
  }
  void say(std::string line) {
    line += '\n';
    if (const auto sent = stream_.write_all(std::as_bytes(std::span{line})); !sent)
      throw std::system_error(sent.error, "far end");
  }
  // Nothing when the other side has ended.
  std::optional<std::string> hear() {
    for (;;) {
      if (const auto line = lines_.next().value("far end")) return std::string{*line};
      const auto size = stream_.read_some(lines_.room());
      if (!size || *size == 0) return std::nullopt;
      lines_.received(*size);
    }
  }
  // The answer, from whichever thread. Throws when it is `error ...`.
  std::string ask(const std::string& line) {
    const std::lock_guard lock{mutex_};
    say(line);
    const auto answer = hear();
    if (!answer) throw std::runtime_error("the far end has gone");
    if (answer->starts_with("error ")) throw std::runtime_error("far end: " + answer->substr(6));
    return *answer;
  }
  const TcpStream& stream() const noexcept { return stream_; }

 private:
  std::mutex mutex_;
  TcpStream stream_;
  LineReader lines_;
};

}  // namespace plainsock::bench
