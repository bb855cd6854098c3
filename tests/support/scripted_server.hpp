// An FTP server that does what a script says, however wrong that is.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "plainsock/socket_address.hpp"

namespace plainsock::test {

// A script has a line for each command that it answers, "VERB ACTION | ACTION | ...". VERB is `greeting` for what
// is said first, `*` for every verb without a line. Several lines for one verb are its first answer, its second,
// ...; the last one repeats. Without a line the polite server's is used (see polite_script). Actions:
//   send TEXT      a reply line, CRLF is added; ${port} and ${comma} are the data port, as "4711" and as "18,103";
//                  ${argument} is what the client sent behind the verb
//   raw TEXT       the same without CRLF; \r \n \0 \xHH
//   dribble TEXT   raw, one byte in each segment
//   repeat N TEXT  raw, N times
//   listen [IP]    opens the data port, on the control connection's own address or another
//   intrude IP     connects from this address to the port that PORT or EPRT has told, and sends something
//   data [N]       sends N bytes of the content from the REST offset, or all of the rest
//   all            sends all of the content, whatever REST said
//   rest           sends what `data N` has left
//   text TEXT      sends this as data, with the escapes of raw
//   receive        takes an upload to its end
//   expect-open    resets an upload whose end comes before the server has said that it begins
//   drop           receives a kibibyte of an upload and resets it
//   end            ends the data connection in order
//   reset          ends it by a RST
//   leave          closes the control connection
//   silence        says nothing more until the client has gone
inline constexpr std::string_view polite_script = R"(
greeting send 220 ready
USER send 331 password
PASS send 230 in
TYPE send 200 ok
PWD send 257 "/"
CWD send 250 there
SIZE send 213 ${size}
MDTM send 213 20260101120000
EPSV listen | send 229 Extended (|||${port}|)
PASV listen | send 227 Passive (127,0,0,1,${comma})
EPRT send 200 ok
PORT send 200 ok
REST send 350 from there
RETR send 150 opening | data | end | send 226 done
LIST send 150 opening | text -rw-r--r-- 1 ftp ftp 1000 Jan 01 12:00 f.bin\r\n | end | send 226 done
NLST send 150 opening | text f.bin\r\n | end | send 226 done
STOR send 150 opening | receive | send 226 done
APPE send 150 opening | receive | send 226 done
STOU send 150 FILE: unique.1 | receive | send 226 done
ABOR send 226 nothing to abort
QUIT send 221 bye | leave
NOOP send 200 ok
* send 502 not here
)";

class ScriptedServer {
 public:
  // `content` is the one file that it has. On 127.0.0.1, any free port.
  explicit ScriptedServer(std::string_view script, std::string content = {});
  ~ScriptedServer();
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  const SocketAddress& address() const { return address_; }
  // "ftp://127.0.0.1:43210/"
  std::string url() const { return "ftp://" + address_.to_string() + "/"; }

  // Every command line that came, over all connections, in order.
  std::vector<std::string> commands() const;
  // The commands with this verb.
  std::vector<std::string> commands(std::string_view verb) const;
  std::size_t connections() const;
  // What the last upload brought.
  std::string uploaded() const;

 private:
  struct Shared;
  SocketAddress address_;
  std::shared_ptr<Shared> shared_;
};

}  // namespace plainsock::test
