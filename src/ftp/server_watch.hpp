// One socket in a Poller, asked for only when the wish changes.
#pragma once

#include <cstdint>

#include "plainsock/poller.hpp"

namespace plainsock::ftp::server {

class Watch {
 public:
  Watch(Poller& poller, std::uintptr_t key) noexcept : poller_(&poller), key_(key) {}

  // Interest::none takes the socket out, which must happen before it is closed: epoll would report a hang-up even
  // when nothing is asked for. False when the Poller cannot hold the socket (select, FD_SETSIZE).
  bool set(const Socket& socket, Interest wanted) {
    if (wanted == current_) return true;
    const auto done = wanted == Interest::none     ? poller_->remove(socket)
                      : current_ == Interest::none ? poller_->add(socket, wanted, key_)
                                                   : poller_->modify(socket, wanted, key_);
    if (done) current_ = wanted;
    return done.has_value();
  }

 private:
  Poller* poller_;
  std::uintptr_t key_;
  Interest current_ = Interest::none;
};

}  // namespace plainsock::ftp::server
