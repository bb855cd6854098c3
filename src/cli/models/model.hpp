// How many clients are served at once: five ways, alike to a client. Each is one file here; read them side by side.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "server_stop.hpp"
#include "tcp_session.hpp"

namespace plainsock::cli {

// What a model is given.
struct Server {
  TcpListener& listener;
  Stop& stop;
  Responder& responder;
  EventLog& log;
  std::size_t most_clients;           // the others wait in the listener's queue
  std::chrono::nanoseconds patience;  // how long a silent client may keep others waiting
};

// Bytes that are read at once; answers to one read are queued whole.
inline constexpr std::size_t room_size = 64 * 1024;

void serve_iterative(Server& server);
void serve_threads(Server& server);
void serve_select(Server& server);
void serve_poll(Server& server);
void serve_epoll(Server& server);

struct Model {
  std::string_view name;
  void (*serve)(Server&);
};
inline constexpr Model models[] = {{"iterative", serve_iterative},
                                   {"threads", serve_threads},
                                   {"select", serve_select},
                                   {"poll", serve_poll},
                                   {"epoll", serve_epoll}};

}  // namespace plainsock::cli
