// An FTP client: one control connection and the work done over it.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "plainsock/ftp/data.hpp"
#include "plainsock/ftp/error.hpp"
#include "plainsock/ftp/login.hpp"
#include "plainsock/ftp/options.hpp"
#include "plainsock/ftp/transfer.hpp"

namespace plainsock::ftp {

struct Endpoint {
  std::string host;
  std::uint16_t port = 21;
};

enum class Type { ascii, image };

struct Retrieval {
  Type type = Type::image;
  std::uint64_t offset = 0;             // where in the file to begin: REST (RFC 3659 section 5)
  std::optional<std::uint64_t> length;  // how much of it is wanted; the transfer is ended after that
  std::string next;                     // the file that will be retrieved after this one: saves a round trip
};

// What a transfer came to. A thrown ftp::Error is the other way it can end.
struct Outcome {
  Verdict verdict = Verdict::complete;  // complete, or unverifiable: no size was announced to compare with
  std::uint64_t bytes = 0;              // over the network
  Reply reply;                          // the final one; code 0 when none came
};

enum class ListCommand { list, names, facts };  // LIST, NLST, MLSD

// Everything throws ftp::Error. After one that is not the server's plain refusal the connection is closed:
// is_open() says so. One thread uses a Client; cancel() is for the others. Paths are the server's bytes, relative
// to its current directory.
//
//   Client client;
//   client.open({"ftp.example.org"}, {});
//   StringSink text{1 << 20};
//   client.retrieve("README", text);
class Client {
 public:
  explicit Client(Options options = {});
  Client(Client&&) noexcept;
  Client& operator=(Client&&) noexcept;
  ~Client();

  // Connects, waits for the greeting and logs in. `next`: the file that will be retrieved first, so that its size
  // and the port for its data are asked for together with the login.
  void open(const Endpoint& server, const Credentials& credentials = {}, std::string_view next = {});
  bool is_open() const noexcept;
  // QUIT, whose reply nobody needs to wait for, and the end.
  void quit() noexcept;
  void close() noexcept;
  // From any thread or a signal handler: what is under way ends with Category::cancelled.
  void cancel() noexcept;
  const Reply& greeting() const noexcept;

  // RETR. Success is what Transfer says it is; anything else is thrown. In TYPE I the size is asked for first.
  Outcome retrieve(const std::string& path, DataSink& sink, const Retrieval& how = {});
  // A directory as the server lists it, in TYPE A; an empty path is the current directory. An empty directory is an
  // empty text, one that does not exist an error, whatever the server makes of them.
  std::string list(const std::string& path, ListCommand command = ListCommand::list);

  // SIZE and MDTM (RFC 3659); nothing when the server does not say.
  std::optional<std::uint64_t> size(const std::string& path);
  std::optional<std::chrono::sys_seconds> modified(const std::string& path);
  // PWD; nothing when the reply names no path that could be sent back.
  std::optional<std::string> working_directory();
  void change_directory(const std::string& path);

  // Any command that needs no data connection, and its final reply, whatever it says.
  Reply command(std::string_view verb, std::string_view argument = {});

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace plainsock::ftp
