// A whole session of the server in a folder of its own: whatever a client says, the answers are replies, and
// nothing beside the folder is touched.
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "fuzz.hpp"
#include "plainsock/bytes.hpp"
#include "plainsock/ftp/reply_parser.hpp"
#include "plainsock/local_socket.hpp"
#include "src/ftp/server_session.hpp"

namespace {

using namespace plainsock;
using ftp::server::Session;
namespace fs = std::filesystem;

// The root lies beside a file that a path which escapes would meet.
class Place {
 public:
  Place() {
    fs::create_directory(above_);
    std::ofstream{above_ / "secret"} << "secret";
    fs::create_directory(root());
    fill();
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  ~Place() { fs::remove_all(above_); }

  fs::path root() const { return above_ / "root"; }
  void check() const {
    require(std::distance(fs::directory_iterator{above_}, fs::directory_iterator{}) == 2);
    require(fs::file_size(above_ / "secret") == 6 && fs::is_directory(root()));
  }
  // As it was before the last client.
  void renew() const {
    const std::vector<fs::directory_entry> all{fs::directory_iterator{root()}, fs::directory_iterator{}};
    for (const auto& entry : all) fs::remove_all(entry.path());
    fill();
  }

 private:
  void fill() const {
    fs::create_directory(root() / "d");
    std::ofstream{root() / "f"} << "content";
    fs::create_symlink("../secret", root() / "out");
  }

  fs::path above_ = fs::temp_directory_path() / ("plainsock-fuzz-" + std::to_string(std::random_device{}()));
};

ftp::ServerOptions options_in(const Place& place) {
  ftp::ServerOptions options;
  options.root = place.root();
  options.access = ftp::Access::writable;
  options.data_wait = {};  // nobody opens a data connection
  return options;
}

class Lab {
 public:
  void serve(std::string_view said) {
    auto near = local::connect(name_).value();
    Session session{shared_, poller_, listener_.accept().value().stream, control_key, data_key};
    for (bool ended = false; !session.is_over();) {
      if (!said.empty()) said.remove_prefix(near.try_write_some(bytes_of(said)).value_or(0));
      if (said.empty() && !std::exchange(ended, true)) static_cast<void>(near.shutdown(Direction::write));
      go_on(session);
      hear(near);
    }
    hear(near);
    parser_ = {};
    place_.check();
    place_.renew();
  }

 private:
  static constexpr std::uintptr_t control_key = 2, data_key = 3;

  void go_on(Session& session) {
    const auto events = poller_.wait(Deadline::after({})).value();
    for (const auto& event : events)
      event.key() == control_key ? session.on_control(event.ready()) : session.on_data();
    session.on_time();
  }
  // The parser throws at what is no reply.
  void hear(TcpStream& near) {
    std::array<std::byte, 8192> bytes;
    for (auto count = near.try_read_some(bytes); count && *count > 0; count = near.try_read_some(bytes)) {
      parser_.feed(text_of(std::span{bytes}.first(*count)));
      while (const auto reply = parser_.next()) require(reply->stray.empty());
    }
  }

  const Place place_;
  const std::string name_ = '\0' + place_.root().parent_path().filename().string();  // no file
  ftp::server::Shared shared_{options_in(place_)};
  Poller poller_ = Poller::create().value();
  TcpListener listener_ = local::listen(name_).value();
  ftp::ReplyParser parser_;
};

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Lab lab;
  const FuzzInput input(data, size);
  const std::string login = input.choice % 8 == 0 ? "" : "USER ftp\r\nPASS x\r\nTYPE I\r\n";
  lab.serve(login + std::string{input.bytes});
  return 0;
}
