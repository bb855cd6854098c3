// plainsock ftpd, the program, in a folder of its own.
#pragma once

#include "tests/ftp/server_lab.hpp"
#include "tests/support/process.hpp"

namespace plainsock::test {

class Ftpd {
 public:
  explicit Ftpd(const std::vector<std::string>& options = {}, const Start& how = {})
      : process_(words(options), how), address_(listening()) {}

  std::filesystem::path operator/(std::string_view name) const { return root_ / name; }
  bool has(std::string_view name) const { return std::filesystem::exists(root_ / name); }
  Process& process() { return process_; }
  SocketAddress address() const { return address_; }
  std::string port() const { return std::to_string(address_.port()); }
  std::string url() const { return "ftp://" + address_.to_string() + "/"; }

 private:
  std::vector<std::string> words(std::vector<std::string> options) const {
    options.insert(options.begin(), {"ftpd", root_.path().generic_string(), "--port", "0"});
    return options;
  }
  // The first thing that it prints.
  SocketAddress listening() {
    const auto line = process_.read_line();
    EXPECT_TRUE(line.starts_with("listening ")) << line;
    return SocketAddress::parse(line.substr(10)).value("the address of the server");
  }

  TempFolder root_;
  Process process_;
  SocketAddress address_;
};

}  // namespace plainsock::test
