// One client of the server: what it has said so far, and what it gets for it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server_control.hpp"
#include "server_data.hpp"
#include "server_incoming.hpp"
#include "server_listing.hpp"
#include "server_outgoing.hpp"
#include "server_tree.hpp"

namespace plainsock::ftp::server {

// What all sessions share.
struct Shared {
  explicit Shared(const ServerOptions& from) : options(from), tree(from.root), ports(from.passive_ports) {}

  ServerOptions options;
  Tree tree;
  PassivePorts ports;
  std::vector<char> block = std::vector<char>(256 * 1024);  // for what comes; lives for one turn only
};

class Session {
 public:
  // `control` and `data` are watched under different keys: on_control() and on_data() belong to them.
  Session(Shared& shared, Poller& poller, TcpStream stream, std::uintptr_t control_key, std::uintptr_t data_key);

  // Poller must not be left with sockets that are gone.
  ~Session() { data_.close(), control_.close(); }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void on_control(Interest ready);
  void on_data();
  // Ends the session when it has waited for too long; otherwise nothing.
  void on_time();
  // A last word, then the end.
  void dismiss(int code, std::string_view text);

  bool is_over() const noexcept { return !control_.is_open(); }
  // When on_time() should be called at the latest.
  Deadline deadline() const noexcept { return deadline_; }

 private:
  struct Verb;
  static const std::vector<Verb>& verbs();
  static const Verb* find_verb(std::string_view name);

  // Commands one after the other, never two transfers at once.
  void go_on();
  void execute(const ClientCommand& command);
  void run(const Verb& verb, const std::string& argument);
  void finish();

  // Login and settings.
  void user(const std::string& name);
  void pass(const std::string& password);
  bool accepts(const std::string& password) const;
  void quit(const std::string&);
  void syst(const std::string&);
  void feat(const std::string&);
  void type(const std::string& argument);
  void mode(const std::string& argument);
  void stru(const std::string& argument);
  void opts(const std::string& argument);
  void noop(const std::string&);
  void help(const std::string&);
  void stat(const std::string&);
  void superfluous(const std::string&);

  // Directories and files.
  void pwd(const std::string&);
  void cwd(const std::string& argument);
  void cdup(const std::string&);
  void size(const std::string& argument);
  void mdtm(const std::string& argument);
  void mlst(const std::string& argument);
  // Replies 550 when there is no such thing.
  std::optional<Entry> existing(const std::string& argument);

  // Changes.
  void mkd(const std::string& argument);
  void rmd(const std::string& argument);
  void dele(const std::string& argument);
  void rnfr(const std::string& argument);
  void rnto(const std::string& argument);
  void mfmt(const std::string& argument);
  void site(const std::string& argument);
  void chmod(std::string_view mode, const std::string& name);
  std::optional<std::filesystem::path> place_of(std::string_view argument) const;
  void report(std::error_code error, const std::string& what, const std::string& name);

  // Transfers.
  void port(const std::string& argument);
  void eprt(const std::string& argument);
  void aim(const std::optional<SocketAddress>& target);
  void pasv(const std::string&);
  void epsv(const std::string& argument);
  std::optional<SocketAddress> listen();
  void rest(const std::string& argument);
  void retr(const std::string& argument);
  void list(const std::string& argument);
  void nlst(const std::string& argument);
  void mlsd(const std::string& argument);
  void stor(const std::string& argument);
  void appe(const std::string& argument);
  void stou(const std::string& argument);
  void abor(const std::string&);
  struct Entries {
    std::string prefix;  // of the names, when the argument names another directory
    std::vector<Entry> entries;
  };
  std::optional<Entries> entries_of(std::string_view argument) const;
  std::optional<Entries> matching(std::string_view argument) const;
  using Line = std::function<std::string(const Entry&)>;
  void send_listing(const std::optional<Entries>& found, const Line& line);
  std::optional<std::filesystem::path> upload_target(const std::string& argument) const;
  void replace(const std::filesystem::path& target, std::string opening);
  void change(const std::filesystem::path& target, std::optional<std::uint64_t> offset, const std::string& name);
  bool is_transferring() const noexcept { return outgoing_ || incoming_; }
  void start(std::string opening);
  void carry_on();
  void go_on_with(Progress progress, Interest interest);
  void end_upload();
  bool open_data();
  void end_transfer(int code, std::string_view text);

  Shared& shared_;
  Control control_;
  DataConnection data_;
  IpAddress peer_;
  IpAddress local_;
  Deadline deadline_ = Deadline::never();

  std::string user_;
  bool logged_in_ = false;
  unsigned refused_logins_ = 0;

  std::string directory_ = "/";
  Type type_ = Type::ascii;  // RFC 959 section 5.1
  std::uint64_t restart_ = 0;
  bool only_epsv_ = false;

  FactSet facts_;
  std::optional<std::filesystem::path> rename_from_;

  std::optional<Outgoing> outgoing_;  // at most one of these two
  std::optional<Incoming> incoming_;
  std::string opening_;  // the text of the 150 that is to be sent once the data connection is open
  bool aborted_ = false;
};

}  // namespace plainsock::ftp::server
