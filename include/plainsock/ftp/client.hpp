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
#include "plainsock/ftp/facts.hpp"
#include "plainsock/ftp/features.hpp"
#include "plainsock/ftp/hash.hpp"
#include "plainsock/ftp/login.hpp"
#include "plainsock/ftp/options.hpp"
#include "plainsock/ftp/transfer_options.hpp"

namespace plainsock::ftp {

struct Endpoint {
  std::string host;
  std::uint16_t port = 21;

  bool operator==(const Endpoint&) const = default;
};

// Everything throws ftp::Error. After one that is not the server's plain refusal the connection is closed:
// is_open() says so. One thread uses a Client; cancel() is for the others. Paths are the server's bytes, relative
// to its current directory.
//
//   Client client;
//   client.open({"ftp.example.org"});
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
  // Connects and waits for the greeting only, for a user who decides by it who to be: open() to the same server
  // then goes on from there, or from the beginning if the server has hung up meanwhile.
  void greet(const Endpoint& server);
  bool is_open() const noexcept;
  // QUIT, whose reply nobody needs to wait for, and the end.
  void quit() noexcept;
  void close() noexcept;
  // From any thread or a signal handler: what is under way, or else what comes next, ends with Category::cancelled.
  // A transfer is ended by ABOR. A download's connection stays open if the server answers that soon; an upload's is
  // closed, because Pure-FTPd answers nothing after it.
  void cancel() noexcept;
  // Waits before another attempt; cancel() ends it.
  void pause(std::chrono::milliseconds time);
  const Reply& greeting() const noexcept;
  const Options& options() const noexcept;
  // From the next piece of work on; the connection stays.
  void set_options(Options options);

  // RETR. Success is what Transfer says it is; anything else is thrown. In TYPE I the size is asked for first.
  Outcome retrieve(const std::string& path, DataSink& sink, const Retrieval& how = {});
  // STOR, APPE or STOU.
  Outcome store(const std::string& path, DataSource& source, const Storage& how = {});
  // A directory as the server lists it, in TYPE A; an empty path is the current directory. An empty directory is an
  // empty text, one that does not exist an error, whatever the server makes of them.
  std::string list(const std::string& path, ListCommand command = ListCommand::list);

  // The final reply to the last listing: truncated_to() tells whether the server has left something out.
  const Reply& list_reply() const noexcept;

  // SIZE in TYPE I, MDTM, and the line of MLST (RFC 3659); nothing when the server does not say.
  std::optional<std::uint64_t> size(const std::string& path);
  std::optional<std::chrono::sys_seconds> modified(const std::string& path);
  std::optional<Facts> facts(const std::string& path);
  // MFMT, or the MDTM of servers that take a time with it. False when neither is known.
  bool set_modified(const std::string& path, std::chrono::sys_seconds time);
  // The strongest checksum that the server offers and this library knows: HASH, XSHA256, XSHA1, XMD5 or XCRC.
  std::optional<Checksum> checksum(const std::string& path);

  // PWD; nothing when the reply names no path that could be sent back.
  std::optional<std::string> working_directory();
  void change_directory(const std::string& path);
  void make_directory(const std::string& path);
  void remove_directory(const std::string& path);
  void remove(const std::string& path);
  // RNFR and RNTO.
  void rename(const std::string& from, const std::string& to);
  // SITE CHMOD; `mode` in octal.
  void change_mode(const std::string& path, std::string_view mode);

  // FEAT, asked once for each connection.
  const Features& features();
  // Any command that needs no data connection, and its final reply, whatever it says.
  Reply command(std::string_view verb, std::string_view argument = {});

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace plainsock::ftp
