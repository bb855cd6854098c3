// The floor under every round trip: two threads that wake each other without a socket. Links as in link.hpp.
#pragma once

#include <memory>

#include "link.hpp"

namespace plainsock::bench {

// Two words that count messages, one for each direction: a message is only the wake-up. The highest bit is the end.
class WordLink {
 public:
  static constexpr bool lossy = false;
  static LinkPair<WordLink> pair() {
    auto words = std::make_shared<Words>();
    return {{words, words->there, words->back}, {words, words->back, words->there}};
  }
  void send(std::span<const std::byte>) { say(1); }
  std::size_t receive(std::span<std::byte> room) {
    std::uint32_t now = in_->load(std::memory_order_acquire);
    for (; now == seen_; now = in_->load(std::memory_order_acquire)) sleep_while(*in_, seen_);
    seen_ = now;
    return (now & ended) != 0 ? 0 : room.size();
  }
  void end() { say(ended); }

 private:
  static constexpr std::uint32_t ended = 1U << 31;
  struct alignas(64) Word {  // a cache line of its own
    std::atomic<std::uint32_t> value{0};
  };
  struct Words {
    Word there;
    Word back;
  };
  WordLink(std::shared_ptr<Words> words, Word& out, Word& in)
      : words_(std::move(words)), out_(&out.value), in_(&in.value) {}
  void say(std::uint32_t more) {
    out_->fetch_add(more, std::memory_order_release);
    wake_one(*out_);
  }

  std::shared_ptr<Words> words_;
  std::atomic<std::uint32_t>* out_;
  std::atomic<std::uint32_t>* in_;
  std::uint32_t seen_ = 0;
};

class PipeEnd {
 public:
  explicit PipeEnd(Descriptor pipe) noexcept : pipe_(pipe) {}
  PipeEnd(PipeEnd&& other) noexcept : pipe_(std::exchange(other.pipe_, Descriptor::none)) {}
  PipeEnd& operator=(PipeEnd&&) = delete;
  ~PipeEnd() { close(); }
  void close() noexcept {
    if (pipe_ != Descriptor::none) close_pipe(std::exchange(pipe_, Descriptor::none));
  }
  Descriptor get() const noexcept { return pipe_; }

 private:
  Descriptor pipe_;
};

// Two pipes, one for each direction.
class PipeLink {
 public:
  static constexpr bool lossy = false;
  static LinkPair<PipeLink> pair() {
    const auto there = open_pipe();
    const auto back = open_pipe();
    return {{back.read, there.write}, {there.read, back.write}};
  }
  void send(std::span<const std::byte> message) { write_pipe(write_.get(), message); }
  std::size_t receive(std::span<std::byte> room) { return read_pipe(read_.get(), room); }
  void end() { write_.close(); }

 private:
  PipeLink(Descriptor read, Descriptor write) : read_(read), write_(write) {}
  PipeEnd read_;
  PipeEnd write_;
};

}  // namespace plainsock::bench
